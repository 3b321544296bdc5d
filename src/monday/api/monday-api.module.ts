import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/index.js';
import { MondayClientModule } from '../client/index.js';
import { PersistenceModule } from '../../persistence/index.js';
import { AccountBudgetRegistry } from './account-budget.registry.js';
import { BudgetGauges } from './budget-gauges.js';
import { MondayApi } from './monday-api.js';
import { MondayCalls } from './monday-calls.js';
import { WebhookAddressStore } from './webhook-address.store.js';
import { SharedBudgets } from './shared-budgets.js';

/** monday's API on behalf of the current caller. */
@Module({
  imports: [AuthModule, MondayClientModule, PersistenceModule],
  providers: [
    MondayApi,
    MondayCalls,
    AccountBudgetRegistry,
    BudgetGauges,
    SharedBudgets,
    WebhookAddressStore,
  ],
  exports: [MondayApi],
})
export class MondayApiModule {}
