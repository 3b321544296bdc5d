/** Which limit a key met: permits held at once, or permits taken in a second. */
export type RateLimit = 'concurrency' | 'rate';

/** A {@link RateLimiter} refused a permit. Callers translate it into an error of their own. */
export class RateLimitExceededError extends Error {
  override readonly name = 'RateLimitExceededError';

  constructor(
    readonly limit: RateLimit,
    /** Whole seconds until another attempt makes sense; 1 or more. */
    readonly retryAfterSeconds: number,
  ) {
    super(`The ${limit} limit was reached.`);
  }
}
