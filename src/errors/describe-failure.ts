import { HttpException } from '@nestjs/common';
import { BaseError } from 'monday-persistence/errors';
import { describeHttpException } from './describe-http-exception.js';
import { type Failure } from './failure.js';
import { MondayCodeAPIError } from './monday-code-api.errors.js';

/** The reply for a thrown value. A value of no family is a bug. */
export function describeFailure(thrown: unknown): Failure {
  if (thrown instanceof BaseError) return describeBaseError(thrown);
  if (thrown instanceof MondayCodeAPIError) return describeMondayCodeAPIError(thrown);
  if (thrown instanceof HttpException) return describeHttpException(thrown);
  return {
    error: 'InternalServerError',
    code: 'internal',
    message: 'Something went wrong on our side.',
    status: 500,
    cause: thrown,
  };
}

function describeBaseError(error: BaseError): Failure {
  const { code, message, status, details, retryAfterSeconds } = error;
  return { error: 'BaseError', code, message, status, details, retryAfterSeconds, cause: error };
}

function describeMondayCodeAPIError(error: MondayCodeAPIError): Failure {
  const { api, code, message, status, retryAfterSeconds } = error;
  const details = Array.isArray(error.details) ? error.details : { api, ...error.details };
  return { error: 'MondayCodeAPIError', code, message, status, details, retryAfterSeconds, cause: error };
}
