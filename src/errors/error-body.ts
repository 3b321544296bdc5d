import { blockFailureOf } from './block-failure.js';
import { type BlockErrorBody, type ErrorBody, type Failure } from './failure.js';

/** The body of a failed request. */
export function errorBodyOf(failure: Failure, requestId: string): ErrorBody {
  const { error, code, message, status, details } = failure;
  return {
    error,
    code,
    message,
    statusCode: status,
    requestId,
    ...(details === undefined ? {} : { details }),
  };
}

/** Errors whose message counts bytes, for developers. */
const TOO_LARGE: ReadonlySet<string> = new Set(['http.payload_too_large', 'queue.payload_too_large']);
const TOO_LONG_FOR_USERS = 'The values of this automation are too long.';

/** The body for monday. monday retries a 5xx, so nothing is added to it; the text of a 4xx is shown to the user. */
export function withBlockFields(body: ErrorBody): ErrorBody | BlockErrorBody {
  if (body.statusCode >= 500) return body;
  const text = TOO_LARGE.has(body.code) ? TOO_LONG_FOR_USERS : body.message;
  return { ...body, ...blockFailureOf(text, body.details) };
}
