import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../../discovery/index.js';
import { AccountDataModule } from '../../account-data/index.js';
import { AuthModule } from '../../auth/index.js';
import { PersistenceModule } from '../../persistence/index.js';
import { QueueModule } from '../../queue/index.js';
import { SecretsModule } from '../../secrets/index.js';
import { MondayBlocksModule } from '../blocks/index.js';
import { MondayRequestsModule } from '../requests/index.js';
import { AppAssociationController } from './app-association.controller.js';
import { EventRegistry } from './event.registry.js';
import { Events } from './events.js';
import { InstallationEvents } from './installation-events.js';
import { LargeEventStore } from './large-event.store.js';
import { LifecycleController } from './lifecycle.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** Events from monday: events of boards, of the app and of its features. */
@Module({
  imports: [
    AccountDataModule,
    AuthModule,
    DecoratedMethodsModule,
    MondayBlocksModule,
    MondayRequestsModule,
    PersistenceModule,
    QueueModule,
    SecretsModule,
  ],
  controllers: [WebhooksController, LifecycleController, AppAssociationController],
  providers: [EventRegistry, Events, LargeEventStore, InstallationEvents],
})
export class MondayEventsModule {}
