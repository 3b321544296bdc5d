export interface BackoffLimits {
  /** The longest delay after the first attempt. */
  readonly firstMs: number;
  readonly maxMs: number;
}

/** More doublings than this would leave the range of exact numbers. */
const MAX_DOUBLINGS = 30;

/**
 * Milliseconds to wait before the next attempt, a whole number. The delay doubles with each attempt, and up to half of
 * it is random, so that callers that failed together do not retry together.
 * @param attempt number of the failed attempt, from 1
 * @param random from 0 to below 1
 */
export function backoffDelay(
  attempt: number,
  { firstMs, maxMs }: BackoffLimits,
  random = Math.random(),
): number {
  const delay = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, MAX_DOUBLINGS));
  return Math.round(delay / 2 + (random * delay) / 2);
}
