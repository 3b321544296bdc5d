export {
  BodyNotJsonException,
  BodyTooLargeException,
  BodyTypeException,
  LargeBodiesBusyError,
} from './body.errors.js';
export { LARGE_BODY_BYTES, SMALL_BODY_BYTES } from './body.limits.js';
export { LargeBody, TAKES_LARGE_BODY } from './large-body.decorator.js';
export { LargeBodyGuard } from './large-body.guard.js';
export { readBody } from './read-body.middleware.js';
