import { backoffDelay } from 'monday-persistence/backoff';
import { MondayGraphQLError } from '../client/index.js';

const BACKOFF = { firstMs: 300, maxMs: 8_000 };
const MAX_ATTEMPTS = 10;

/**
 * Milliseconds to wait before the next attempt, or `undefined` if the call must not be retried
 * (docs/monday-platform.md#graphql-errors). monday's own hint is the minimum. Random jitter is added, so that callers
 * that failed together do not retry together.
 * @param attempt number of the failed attempt, from 1
 */
export function retryDelay(error: unknown, attempt: number, random = Math.random): number | undefined {
  if (!(error instanceof MondayGraphQLError) || !error.retryable || attempt >= MAX_ATTEMPTS) return undefined;
  // A hint of 0 would let every attempt fail within one second.
  if (error.retryInSeconds) {
    const hint = error.retryInSeconds * 1000;
    return Math.ceil(hint + random() * Math.min(1_000, 50 + hint / 10));
  }
  return backoffDelay(attempt, BACKOFF, random());
}
