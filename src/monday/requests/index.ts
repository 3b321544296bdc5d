export { MondayRequestsModule } from './monday-requests.module.js';
export { MondayTokens } from './monday-tokens.js';
export { MondayTokenInvalidError } from './monday-requests.errors.js';
export { readAuthorization } from './read-authorization.js';
export type { LifecycleProof, RequestProof, SignedProof, ViewProof } from './request-proof.js';
export { requestUrl } from './request-url.js';
export { MondayBlock } from './monday-block.decorator.js';
export { BlockContext, MondayContext } from './monday-context.decorator.js';
export { findShortLivedToken, keepProof } from './proven-requests.js';
