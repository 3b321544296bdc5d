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

/** The body for monday. monday retries a 5xx, so nothing is added to it; the text of a 4xx is shown to the user. */
export function withBlockFields(body: ErrorBody): ErrorBody | BlockErrorBody {
  if (body.statusCode >= 500) return body;
  return { ...body, ...blockFailureOf(body.message, body.details, body.code) };
}
