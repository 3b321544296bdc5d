import { HttpRequestError, type HttpResponse } from 'monday-persistence/http-client';
import { type MondayCodeAPIErrorOptions, type MondayFailure } from './monday-code-api.errors.js';

/** Classifies failed exchanges with servers of monday. */
export type FailedExchange = Pick<MondayCodeAPIErrorOptions, 'failure' | 'retryAfterSeconds' | 'cause'>;

/**
 * The failure for a status. A redirect counts as `unavailable`, because monday's APIs send none, so an intermediary has
 * answered.
 */
export function failedResponse({ status, retryAfterSeconds }: HttpResponse): FailedExchange {
  const cause = new Error(`The server answered with status ${status}.`);
  return { failure: failureOfStatus(status), retryAfterSeconds, cause };
}

/** The failure for a thrown value, such as an {@link HttpRequestError}. */
export function failedRequest(error: unknown): FailedExchange {
  if (!(error instanceof HttpRequestError)) return { failure: 'failed', cause: error };
  return { failure: error.failure === 'timeout' ? 'timeout' : 'unavailable', cause: error };
}

function failureOfStatus(status: number): MondayFailure {
  if (status === 429) return 'rate_limited';
  const isRedirect = status >= 300 && status < 400;
  return isRedirect || status >= 500 ? 'unavailable' : 'failed';
}
