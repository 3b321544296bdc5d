import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../../discovery/index.js';
import { PersistenceModule } from '../../persistence/index.js';
import { QueueModule } from '../../queue/index.js';
import { SecretsModule } from '../../secrets/index.js';
import { MondayApiModule } from '../api/index.js';
import { MondayRequestsModule } from '../requests/index.js';
import { MondaySubscriptionsModule } from '../subscriptions/index.js';
import { Actions } from './actions/actions.js';
import { AsyncActions } from './actions/async-actions.js';
import { BlockRegistry } from './block.registry.js';
import { BlocksController } from './blocks.controller.js';
import { CredentialsRegistry } from './credentials/credentials.registry.js';
import { ProviderIdentifierController } from './credentials/provider-identifier.controller.js';
import { CallbackSender } from './callback-sender.js';
import { MondayAddresses } from './monday-addresses.js';
import { ActionRuns } from './runs/action-runs.js';
import { FiredTriggerStore } from './triggers/fired-trigger.store.js';
import { MondayTriggers } from './triggers/monday-triggers.js';
import { TriggerSubscriptionStore } from './triggers/trigger-subscription.store.js';

/** The app's blocks for monday's automations. */
@Module({
  imports: [
    DecoratedMethodsModule,
    MondayApiModule,
    MondayRequestsModule,
    MondaySubscriptionsModule,
    PersistenceModule,
    QueueModule,
    SecretsModule,
  ],
  controllers: [BlocksController, ProviderIdentifierController],
  providers: [
    Actions,
    ActionRuns,
    AsyncActions,
    BlockRegistry,
    CallbackSender,
    CredentialsRegistry,
    FiredTriggerStore,
    MondayAddresses,
    MondayTriggers,
    TriggerSubscriptionStore,
  ],
  exports: [Actions, CallbackSender, MondayAddresses, MondayTriggers],
})
export class MondayBlocksModule {}
