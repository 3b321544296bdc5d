import { Module } from '@nestjs/common';
import { AppSender } from './app-sender.js';
import { RequestSigner } from './request-signer.js';

/** Signs monday's requests and sends them to the app. */
@Module({ providers: [RequestSigner, AppSender], exports: [RequestSigner, AppSender] })
export class BlocksModule {}
