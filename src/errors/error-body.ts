import { type BlockErrorBody, type ErrorBody, type Failure } from './failure.js';

/** "This run fails", without switching the automation off (docs/monday-platform.md#block-failures). */
const SEVERITY_RUN_FAILED = 4000;

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

/** As monday wants it: it retries a 5xx by itself, so nothing is added to it; of a 4xx the user is told. */
export function withBlockFields(body: ErrorBody): ErrorBody | BlockErrorBody {
  if (body.statusCode >= 500) return body;
  const { loginUrl } = { loginUrl: undefined, ...body.details } as { loginUrl?: unknown };
  const description =
    typeof loginUrl === 'string' ? `${body.message} Log in here: ${loginUrl}` : body.message;
  return {
    ...body,
    severityCode: SEVERITY_RUN_FAILED,
    notificationErrorTitle: 'The automation could not run',
    notificationErrorDescription: description,
    runtimeErrorDescription: description,
  };
}
