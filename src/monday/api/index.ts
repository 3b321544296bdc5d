export { BoardNotFoundError, GroupNotFoundError } from './monday-api.errors.js';
export { MondayApi } from './monday-api.js';
export { type ItemsOptions, type ItemsPage, type MondayBoard, type MondayItem } from './monday-api.types.js';
export { MondayApiModule } from './monday-api.module.js';
export { type BatchedMutation } from './mutation-batch.js';
export { type SettledMutation } from './settled-mutation.js';
export { type CallOptions } from './monday-calls.js';
export { type TypedOperations } from './typed-operations.js';
