/** How often and when a failed message is tried again. */
export interface RetryPolicy {
  /** Tries in all; the last failure makes a dead letter. */
  readonly maxAttempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /**
   * A message that was published less than this ago is tried again, also after `maxAttempts`: tries that died with their
   * process count too, and must not use up the time. Default 0.
   */
  readonly minAgeMs?: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxAttempts: 10,
  firstDelayMs: 1_000,
  maxDelayMs: 15 * 60_000,
};

/**
 * Whether a message is given up if this try fails.
 * @param attempt from 1
 * @param ageMs since it was published
 */
export function isLastAttempt(policy: RetryPolicy, attempt: number, ageMs: number): boolean {
  return attempt >= policy.maxAttempts && ageMs >= (policy.minAgeMs ?? 0);
}

/** No error may hold a message back longer than this. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;

/**
 * Time until the next try: doubled each time, of which a random half is kept, and never before what the error asked for.
 * @param attempt the try that failed, from 1
 * @param random from 0 to below 1
 */
export function retryDelayMs(
  policy: RetryPolicy,
  attempt: number,
  retryAfterSeconds: number | undefined,
  random: number,
): number {
  const grown = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** Math.min(attempt - 1, 30));
  const jittered = grown / 2 + (grown / 2) * random;
  const asked = Math.min(MAX_RETRY_AFTER_MS, Math.max(0, retryAfterSeconds ?? 0) * 1_000);
  return Math.round(Math.max(jittered, asked + (asked > 0 ? jittered / 10 : 0)));
}
