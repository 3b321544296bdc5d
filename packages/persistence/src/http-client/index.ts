export { HttpRequestError, ResponseTooLargeError, type HttpRequestFailure } from './http-client.errors.js';
export { HttpResponse } from './http-response.js';
export { parseRetryAfter } from './parse-retry-after.js';
export { readBounded } from './read-bounded.js';
export { sendHttpRequest, type HttpRequest } from './send-http-request.js';
