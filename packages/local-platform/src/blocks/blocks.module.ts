import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/index.js';
import { FaultsModule } from '../faults/index.js';
import { RequestsModule } from '../requests/index.js';
import { AppSender } from './app-sender.js';
import { AuthorizationUrls } from './authorization-urls.js';
import { BlockRunner } from './block.runner.js';
import { BlockRunnerController } from './block-runner.controller.js';
import { CallbackProof } from './callback-proof.js';
import { Callbacks } from './callbacks.js';
import { EventSender } from './event-sender.js';
import { LifecycleSender } from './lifecycle-sender.js';
import { RequestSigner } from './request-signer.js';

/** Signs monday's requests and sends them to the app. */
@Module({
  imports: [ConnectionsModule, FaultsModule, RequestsModule],
  controllers: [BlockRunnerController],
  providers: [
    RequestSigner,
    AppSender,
    AuthorizationUrls,
    BlockRunner,
    CallbackProof,
    Callbacks,
    EventSender,
    LifecycleSender,
  ],
  exports: [RequestSigner, AppSender, BlockRunner, Callbacks, EventSender, LifecycleSender],
})
export class BlocksModule {}
