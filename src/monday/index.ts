export * from './api/index.js';
export * from './blocks/index.js';
export {
  columnJson,
  ColumnInputError,
  columnsJson,
  readColumn,
  writeColumn,
  type ColumnContent,
  type ColumnFile,
  type ColumnInput,
  type ColumnPerson,
  type MondayColumnValue,
  type WritableColumnType,
} from './columns/index.js';
export * from './events/index.js';
export * from './client/index.js';
export { parseInput, type Fields } from './input/index.js';
export {
  buildManifest,
  credentialsClients,
  declaredEvents,
  type AppManifest,
  type ManifestFeature,
  type CredentialsClients,
} from './manifest/index.js';
export { MondayModule } from './monday.module.js';
export { FRAMEWORK_SCOPES } from './framework-scopes.js';
export {
  AppIdMissingError,
  OperationsInvalidError,
  PlanRequiredError,
  RequiresPlan,
  Subscriptions,
  type AppSubscription,
  type IncreaseOptions,
  type MockSubscription,
  type OperationsCount,
} from './subscriptions/index.js';
export {
  BlockContext,
  CLOCK_TOLERANCE_SECONDS,
  MondayBlock,
  MondayContext,
  MondayRequest,
  MondayTokenInvalidError,
  type EventFamily,
  type VerifiedRequest,
} from './requests/index.js';
