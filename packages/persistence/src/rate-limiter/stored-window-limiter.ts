import { type Clock } from '../clock/index.js';
import { type Persistence } from '../persistence.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';
import { RateLimiter } from './rate-limiter.js';

export interface StoredWindowLimiterOptions {
  /** What the keys of the counters begin with, such as `mail/rate/`. */
  readonly prefix: string;
  /** Permits of one key in each window. */
  readonly limit: number;
  /** Windows follow each other without a gap, from the epoch on. */
  readonly windowMs: number;
  /** How long a counter is kept; longer than its window. */
  readonly ttlSeconds: number;
}

/**
 * Each key takes a limited number of permits in a window of time, counted in the store over all instances. Those that are
 * refused count too, so that they come back spread over the windows to come. Nothing has to be released.
 */
export class StoredWindowLimiter extends RateLimiter {
  constructor(
    protected readonly persistence: Persistence,
    protected readonly clock: Clock,
    private readonly options: StoredWindowLimiterOptions,
  ) {
    super();
  }

  override async acquire(key: string): Promise<void> {
    const { limit, windowMs, ttlSeconds } = this.options;
    const now = this.clock.now();
    const window = Math.floor(now / windowMs);
    const options = { ttlSeconds, owner: key };
    const taken = await this.persistence.increment(`${this.prefixOf(key)}${window}`, 1, options);
    if (taken <= limit) return;
    const windowsToWait = Math.ceil((taken - limit) / limit);
    const waitMs = (window + windowsToWait) * windowMs - now;
    throw new RateLimitExceededError('rate', Math.ceil(waitMs / 1_000));
  }

  override release(): void {}

  /** What the keys of the counters of one key begin with. */
  protected prefixOf(key: string): string {
    return `${this.options.prefix}${encodeURIComponent(key)}/`;
  }
}
