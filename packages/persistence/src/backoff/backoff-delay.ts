export interface BackoffLimits {
  /** The longest delay after the first attempt. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** How much of the delay is random: up to half of it (`equal`, the default), or all of it (`full`). */
  readonly jitter?: 'equal' | 'full';
}

/** More doublings than this would leave the range of exact numbers. */
const MAX_DOUBLINGS = 30;

/**
 * Milliseconds to wait before the next attempt, a whole number. The delay doubles with each attempt, and a part of it is
 * random, so that callers that failed together do not retry together.
 * @param attempt number of the failed attempt, from 1
 * @param random from 0 to below 1
 */
export function backoffDelay(
  attempt: number,
  { firstMs, maxMs, jitter = 'equal' }: BackoffLimits,
  random = Math.random(),
): number {
  const delay = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, MAX_DOUBLINGS));
  const fixed = jitter === 'full' ? 0 : delay / 2;
  return Math.round(fixed + random * (delay - fixed));
}
