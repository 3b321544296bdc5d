export { AnyQuery } from './any-query.decorator.js';
export { applyHttpRules } from './apply-http-rules.js';
export {
  BodyGuard,
  BodyNotJsonException,
  JsonBody,
  LargeBodiesBusyError,
  LargeBody,
  VerifiedBody,
} from './body/index.js';
export { Draining } from './draining.js';
export { readEntityTags } from './entity-tags.js';
export { FastExpressAdapter } from './fast-express.adapter.js';
export { HttpModule } from './http.module.js';
export { LargeText, ReplyMemory, textReply } from './reply/index.js';
export { MemoryModule } from './memory.module.js';
export { SERVER_LIMITS, type ServerLimits } from './server-limits.js';
export { StrictValidationPipe } from './strict-validation.pipe.js';
export { UnknownQueryGuard } from './unknown-query.guard.js';
