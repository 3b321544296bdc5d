export { BoardStore, type StoredBoard, type StoredItem } from './boards/index.js';
export { Faults, type Fault } from './faults/faults.js';
export { GraphQLModule } from './graphql.module.js';
export { AccountBudgets } from './limits/account-budgets.js';
export { Webhooks } from './webhooks/webhooks.js';
