export { enterSpan } from './request-spans.js';
export { watchRequests } from './watch-requests.js';
