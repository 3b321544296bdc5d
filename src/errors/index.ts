export { BaseError, type BaseErrorOptions, type ErrorDetails } from 'monday-persistence/errors';
export { blockFailureOf, type BlockFailure } from './block-failure.js';
export { markAsBlockRequest } from './block-requests.js';
export { BlockRoutes } from './block-routes.js';
export { codeOf } from './code-of.js';
export { describeFailure } from './describe-failure.js';
export { errorBodyOf, withBlockFields } from './error-body.js';
export { ErrorPages, type ErrorPage } from './error-pages.js';
export { PRIVATE_CACHE_CONTROL } from './error-reply.js';
export { ErrorsModule } from './errors.module.js';
export { failedRequest, failedResponse } from './failed-exchange.js';
export { failureOf, type RequestFailure } from './failed-requests.js';
export { type BlockErrorBody, type ErrorBody, type Failure } from './failure.js';
export { messageOf, reasonOf } from './http-reason.js';
export { describeCause, withoutSecrets, type LoggedCause } from './cause.js';
export {
  MondayCodeAPIError,
  type MondayApiName,
  type MondayCodeAPIErrorOptions,
  type MondayFailure,
} from './monday-code-api.errors.js';
export { ValidationFailedException, type FieldProblem } from './validation-failed.errors.js';
