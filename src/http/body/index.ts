export {
  BodyNotJsonException,
  BodyTooLargeException,
  BodyTooSlowError,
  BodyTypeException,
  LargeBodiesBusyError,
} from './body.errors.js';
export { BodyGuard } from './body.guard.js';
export { LARGE_BODY_BYTES, SMALL_BODY_BYTES, VERIFIED_BODY_BYTES } from './body-limits.js';
export { BodyMemory, type MemoryLease } from './body-memory.js';
export { JsonBody, findChangedNumber, withExactNumbers } from './json-body.js';
export { LargeBody, TAKES_LARGE_BODY } from './large-body.decorator.js';
export { TAKES_VERIFIED_BODY, VerifiedBody } from './verified-body.decorator.js';
export { readBody } from './read-body.middleware.js';
