export { applyHttpRules } from './apply-http-rules.js';
export { FastExpressAdapter } from './fast-express.adapter.js';
