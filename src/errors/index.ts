export { BaseError, type BaseErrorOptions, type ErrorDetails } from './base.error.js';
export {
  MondayCodeAPIError,
  type MondayApiName,
  type MondayCodeAPIErrorOptions,
  type MondayFailure,
} from './monday-code-api.error.js';
