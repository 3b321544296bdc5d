import { HttpStatus, type HttpException } from '@nestjs/common';
import { type ErrorDetails } from 'monday-persistence/errors';
import { type Failure } from './failure.js';
import { messageOf, reasonOf } from './http-reason.js';
import { type FieldProblem } from './validation-failed.errors.js';

/** The response of a Nest exception: a text, Nest's `{message, error, statusCode}`, or a custom object. */
interface ExceptionResponse {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
}

/**
 * Describes an `HttpException`. `code`, `message` and `details` of a custom object are kept. A list of messages, as
 * from Nest's validation, becomes `validation.failed`. The text of a 5xx is not shown.
 */
export function describeHttpException(exception: HttpException): Failure {
  const status = exception.getStatus();
  const response = responseOf(exception);
  const failure = { error: 'HTTPException', status, cause: exception };
  if (status >= 500) return { ...failure, code: `http.${reasonOf(status)}`, message: messageOf(status) };
  if (Array.isArray(response.message)) {
    const details = response.message.map(String).map(problemOf);
    return { ...failure, code: 'validation.failed', message: messageOf(HttpStatus.BAD_REQUEST), details };
  }
  return {
    ...failure,
    code: typeof response.code === 'string' ? response.code : `http.${reasonOf(status)}`,
    message: typeof response.message === 'string' ? response.message : messageOf(status),
    ...(isDetails(response.details) ? { details: response.details } : {}),
  };
}

function responseOf(exception: HttpException): ExceptionResponse {
  const response = exception.getResponse();
  return typeof response === 'string' ? { message: response } : response;
}

function isDetails(details: unknown): details is ErrorDetails {
  return typeof details === 'object' && details !== null;
}

/** class-validator's messages begin with the path of the field. */
function problemOf(message: string): FieldProblem {
  return { field: message.split(' ', 1)[0] ?? '', message };
}
