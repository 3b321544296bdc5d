export { UserCalls, type ApiCall } from './user-calls.js';
export {
  BoardTables,
  PAGE_ROWS,
  type BoardGroup,
  type BoardSummary,
  type BoardTable,
  type BoardTableRow,
  type ItemForm,
  type RowsShown,
  type ItemInput,
} from './board-tables.js';
export { isItemChange, type Change } from './events/change.js';
export { ChangeFeed } from './events/change-feed.js';
export { GraphQLFaults } from './faults/graphql-faults.js';
export { GraphQLModule } from './graphql.module.js';
export { GraphQLProblem } from './graphql-problem.js';
export { LazyExecutor } from './lazy-executor.js';
export { PlanBudgetRegistry } from './limits/plan-budget.registry.js';
export { BoardGenerator, type BoardPlan, type GeneratedBoard } from './seed/board-generator.js';
export { BoardSeeder } from './seed/board-seeder.js';
export { answerBrokenBody } from './broken-body.middleware.js';
export { SERVED_VERSIONS } from './schema/api-versions.js';
export { type SchemaOutline } from './schema/outline.js';
