import { Module } from '@nestjs/common';
import { BlocksModule } from '../blocks/index.js';
import { UserCalls } from './user-calls.js';
import { BoardTables } from './board-tables.js';
import { ChangeFeed } from './events/change-feed.js';
import { ChangePublisher } from './events/change-publisher.js';
import { GraphQLFaults } from './faults/graphql-faults.js';
import { GraphQLFaultsController } from './faults/graphql-faults.controller.js';
import { AssetFiles } from './files/asset-files.js';
import { FilesController } from './files/files.controller.js';
import { Uploads } from './files/uploads.js';
import { UploadsController } from './files/uploads.controller.js';
import { GraphQLController } from './graphql.controller.js';
import { PlanBudgetRegistry } from './limits/plan-budget.registry.js';
import { LazyExecutor } from './lazy-executor.js';
import { IdempotentReplies } from './limits/idempotent-replies.js';
import { SchemaController } from './schema/schema.controller.js';
import { BoardGenerator } from './seed/board-generator.js';
import { BoardSeeder } from './seed/board-seeder.js';
import { Webhooks } from './webhooks/webhooks.js';

/** monday's GraphQL API for the accounts and boards of the platform. */
@Module({
  imports: [BlocksModule],
  controllers: [
    GraphQLController,
    SchemaController,
    GraphQLFaultsController,
    FilesController,
    UploadsController,
  ],
  providers: [
    PlanBudgetRegistry,
    UserCalls,
    AssetFiles,
    BoardGenerator,
    BoardSeeder,
    BoardTables,
    ChangeFeed,
    ChangePublisher,
    GraphQLFaults,
    IdempotentReplies,
    LazyExecutor,
    Uploads,
    Webhooks,
  ],
  exports: [
    UserCalls,
    PlanBudgetRegistry,
    BoardGenerator,
    BoardSeeder,
    BoardTables,
    ChangeFeed,
    GraphQLFaults,
    LazyExecutor,
  ],
})
export class GraphQLModule {}
