export { CLOCK_TOLERANCE_SECONDS } from './hmac-verifier.js';
export { MondayRequestsModule } from './monday-requests.module.js';
export { MondayTokens } from './monday-tokens.js';
export { MondayTokenInvalidError } from './monday-requests.errors.js';
export {
  type PlanClaim,
  type VerifiedAuthorizationUrl,
  type VerifiedLifecycleEvent,
  type VerifiedRequest,
  type VerifiedView,
} from './verified-request.js';
export { requestUrl } from './request-url.js';
export { MondayBlock } from './monday-block.decorator.js';
export { isChallenge } from './is-challenge.js';
export { MondayRequest, MondayWebhook } from './monday-request.decorator.js';
export { type EventFamily } from './monday-request.guard.js';
export { BlockContext, MondayContext } from './monday-context.decorator.js';
export {
  findPlanClaim,
  findShortLivedToken,
  lendPlanClaim,
  lendShortLivedToken,
  saveVerifiedRequest,
} from './verified-request-context.js';
