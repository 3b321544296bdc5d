export { enterSpan } from './request-spans.js';
export { watchRequests } from './observe-requests.js';
