import { type Clock } from '../clock/index.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';
import { RateLimiter } from './rate-limiter.js';

export interface SlidingWindowLimiterOptions {
  /** Maximum permits of one key within any window; `Infinity` for no limit. */
  readonly limit: number;
  readonly windowMs: number;
  /** How long a caller waits for its permit, in milliseconds; 0 if no caller waits. */
  readonly maxWaitMs: number;
  /** The moment of a permit that counts: default `acquire`. With `release`, those that are held do not count. */
  readonly countsFrom?: 'acquire' | 'release';
}

/**
 * Limits the permits of a key in every time window, whenever it starts, as external servers do. Callers wait in order.
 */
export class SlidingWindowLimiter extends RateLimiter {
  /** The latest moments of each key, the key that was used least recently first. */
  private readonly moments = new Map<string, readonly number[]>();

  constructor(
    private readonly options: SlidingWindowLimiterOptions,
    private readonly clock: Clock,
  ) {
    super();
  }

  override acquire(key: string): Promise<void> | undefined {
    const { limit, windowMs, maxWaitMs, countsFrom = 'acquire' } = this.options;
    const now = this.clock.monotonic();
    const known = this.moments.get(key) ?? [];
    const oldest = known.length < limit ? undefined : known[0];
    const waitMs = oldest === undefined ? 0 : Math.max(0, oldest + windowMs - now);
    if (waitMs > maxWaitMs) throw new RateLimitExceededError('rate', Math.ceil(waitMs / 1_000));
    if (countsFrom === 'acquire') this.count(key, now + waitMs);
    return waitMs > 0 ? this.clock.sleep(waitMs) : undefined;
  }

  override release(key: string): void {
    if (this.options.countsFrom === 'release') this.count(key, this.clock.monotonic());
  }

  private count(key: string, moment: number): void {
    const { limit } = this.options;
    if (limit === Infinity) return;
    const known = this.moments.get(key) ?? [];
    this.moments.delete(key);
    this.moments.set(key, [...known, moment].slice(-limit));
    this.forgetUnused();
  }

  private forgetUnused(): void {
    const now = this.clock.monotonic();
    for (const [key, moments] of this.moments) {
      if ((moments.at(-1) ?? 0) + this.options.windowMs > now) return;
      this.moments.delete(key);
    }
  }
}
