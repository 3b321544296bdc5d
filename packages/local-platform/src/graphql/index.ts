export { BoardTables, type BoardTable, type BoardTableRow } from './board-tables.js';
export { GraphQLFaults } from './faults/graphql-faults.js';
export { GraphQLModule } from './graphql.module.js';
export { PlanBudgetRegistry } from './limits/plan-budget.registry.js';
export { BoardSeeder } from './seed/board-seeder.js';
