export { type AggregateFunction, type AggregateRow, type Aggregation } from './aggregate.js';
export { type DeclaredWebhook, type MondayWebhook, type SyncedWebhooks } from './board-webhooks.js';
export { type ColumnChanges, type NewItem } from './item-writes.js';
export { type FilterOperator, type FilterRule, type ItemsFilter } from './items-filter.js';
export {
  BoardNotFoundError,
  ColumnNotFoundError,
  GroupNotFoundError,
  ItemNotFoundError,
  MondayArgumentError,
} from './monday-api.errors.js';
export { type MondayUser, type NewNotification, type NewUpdate, type UsersFilter } from './people.js';
export { type FileTarget, type MondayAsset, type NewFile } from './upload-file.js';
export { MondayApi } from './monday-api.js';
export {
  type BoardsFilter,
  type ColumnValues,
  type ItemsOptions,
  type ItemsPage,
  type MondayBoard,
  type MondayItem,
} from './monday-api.types.js';
export { MondayApiModule } from './monday-api.module.js';
export { type BatchedMutation } from './mutation-batch.js';
export { type SettledMutation } from './settled-mutation.js';
export { type CallOptions } from './monday-calls.js';
export { type DocumentArguments, type TypedDocument } from './typed-document.js';
export { type TypedOperations } from './typed-operations.js';
