import { Module } from '@nestjs/common';
import { BlocksModule } from '../blocks/index.js';
import { BoardStore } from './boards/index.js';
import { Faults } from './faults/faults.js';
import { FaultsController } from './faults/faults.controller.js';
import { GraphQLController } from './graphql.controller.js';
import { AccountBudgets } from './limits/account-budgets.js';
import { IdempotentReplies } from './limits/idempotent-replies.js';
import { Webhooks } from './webhooks/webhooks.js';

/** monday's GraphQL API, for the platform's accounts and boards. */
@Module({
  imports: [BlocksModule],
  controllers: [GraphQLController, FaultsController],
  providers: [BoardStore, AccountBudgets, IdempotentReplies, Faults, Webhooks],
  exports: [BoardStore, AccountBudgets, Faults, Webhooks],
})
export class GraphQLModule {}
