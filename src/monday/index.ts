export * from './api/index.js';
export * from './blocks/index.js';
export * from './events/index.js';
export * from './client/index.js';
export { MondayModule } from './monday.module.js';
export { NEEDED_SCOPES } from './needed-scopes.js';
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
