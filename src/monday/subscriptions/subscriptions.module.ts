import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ClockModule } from '../../clock/index.js';
import { DecoratedMethodsModule } from '../../discovery/index.js';
import { PersistenceModule } from '../../persistence/index.js';
import { SecretsModule } from '../../secrets/index.js';
import { MondayApiModule } from '../api/index.js';
import { PlanCheck } from './plan-check.js';
import { SubscriptionStore } from './subscription.store.js';
import { Subscriptions } from './subscriptions.js';

/** The accounts' subscriptions. Global, so that `@RequiresPlan()` works in the controllers of any module. */
@Global()
@Module({
  imports: [
    ClockModule,
    DecoratedMethodsModule,
    DiscoveryModule,
    MondayApiModule,
    PersistenceModule,
    SecretsModule,
  ],
  providers: [PlanCheck, SubscriptionStore, Subscriptions],
  exports: [Subscriptions],
})
export class MondaySubscriptionsModule {}
