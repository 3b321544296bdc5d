import { HttpRequestError, type HttpResponse } from 'monday-persistence/http-client';
import { type MondayCodeAPIErrorOptions, type MondayFailure } from './monday-code-api.errors.js';

/** What an exchange with a server of monday says about its failure. */
export type FailedExchange = Pick<MondayCodeAPIErrorOptions, 'failure' | 'retryAfterSeconds' | 'cause'>;

/**
 * How a call failed that was answered with this status. A redirect counts as `unavailable`: monday's APIs have none, so
 * something in between has answered.
 */
export function failedResponse({ status, retryAfterSeconds }: HttpResponse): FailedExchange {
  const cause = new Error(`The server answered with status ${status}.`);
  return { failure: failureOfStatus(status), retryAfterSeconds, cause };
}

/** How a call failed that threw this, which may be an {@link HttpRequestError}. */
export function failedRequest(error: unknown): FailedExchange {
  if (!(error instanceof HttpRequestError)) return { failure: 'failed', cause: error };
  return { failure: error.failure === 'timeout' ? 'timeout' : 'unavailable', cause: error };
}

function failureOfStatus(status: number): MondayFailure {
  if (status === 429) return 'rate_limited';
  const isRedirect = status >= 300 && status < 400;
  return isRedirect || status >= 500 ? 'unavailable' : 'failed';
}
