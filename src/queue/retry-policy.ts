import { backoffDelay } from 'monday-persistence/backoff';

/** How often and when a failed message is tried again. */
export interface RetryPolicy {
  /** Maximum number of attempts; the last failure creates a dead letter. */
  readonly maxAttempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /**
   * Minimum age of a message before it becomes a dead letter, even after `maxAttempts`, because attempts of crashed
   * processes count too. Default 0.
   */
  readonly minAgeMs?: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxAttempts: 10,
  firstDelayMs: 1_000,
  maxDelayMs: 15 * 60_000,
};

/**
 * Whether a failure of this attempt creates a dead letter.
 * @param attempt from 1
 * @param ageMs since it was published
 */
export function isLastAttempt(policy: RetryPolicy, attempt: number, ageMs: number): boolean {
  return attempt >= policy.maxAttempts && ageMs >= (policy.minAgeMs ?? 0);
}

/** Maximum delay that an error can request. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;

/**
 * Delay until the next attempt. It doubles with each attempt, with up to half of it random, and is at least the delay
 * that the error requests.
 * @param attempt number of the failed attempt, from 1
 * @param random from 0 to below 1
 */
export function retryDelayMs(
  policy: RetryPolicy,
  attempt: number,
  retryAfterSeconds: number | undefined,
  random: number,
): number {
  const { firstDelayMs: firstMs, maxDelayMs: maxMs } = policy;
  const delay = backoffDelay(attempt, { firstMs, maxMs }, random);
  const asked = Math.min(MAX_RETRY_AFTER_MS, Math.max(0, retryAfterSeconds ?? 0) * 1_000);
  return Math.round(Math.max(delay, asked + (asked > 0 ? delay / 10 : 0)));
}
