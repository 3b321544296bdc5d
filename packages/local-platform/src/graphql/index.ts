export { BoardTables, type BoardTable, type BoardTableRow } from './board-tables.js';
export { GraphQLFaults } from './faults/graphql-faults.js';
export { GraphQLModule } from './graphql.module.js';
export { PlanBudgetRegistry } from './limits/plan-budget.registry.js';
export { BoardGenerator, type BoardPlan, type GeneratedBoard } from './seed/board-generator.js';
export { BoardSeeder } from './seed/board-seeder.js';
export { answerBrokenBody } from './broken-body.middleware.js';
