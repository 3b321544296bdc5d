export { LargeBody } from './large-body.decorator.js';
export { LargeBodyGuard } from './large-body.guard.js';
export { readBody } from './read-body.middleware.js';
