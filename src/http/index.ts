export { AnyQuery } from './any-query.decorator.js';
export { applyHttpRules } from './apply-http-rules.js';
export { BodyNotJsonException, JsonBody, LargeBody } from './body/index.js';
export { Draining } from './draining.js';
export { FastExpressAdapter } from './fast-express.adapter.js';
export { httpFailures } from './http-failures.js';
export { HttpModule } from './http.module.js';
export { SERVER_LIMITS, type ServerLimits } from './server-limits.js';
export { StrictValidationPipe } from './strict-validation.pipe.js';
