export { enterSpan } from './request-spans.js';
export { observeRequests } from './observe-requests.js';
