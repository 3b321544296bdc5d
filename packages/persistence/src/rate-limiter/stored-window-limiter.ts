import { type Clock } from '../clock/index.js';
import { type Persistence } from '../persistence.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';
import { RateLimiter } from './rate-limiter.js';

export interface StoredWindowLimiterOptions {
  /** Prefix of the counters' keys, such as `mail/rate/`. */
  readonly prefix: string;
  /** Maximum permits of one key per window. */
  readonly limit: number;
  /** Windows follow each other without a gap, from the epoch on. */
  readonly windowMs: number;
  /** Lifetime of a counter; longer than its window. */
  readonly ttlSeconds: number;
}

/**
 * Limits the permits of each key per time window, counted in the store across all instances. Refused requests count
 * too, so that their retries are spread over the following windows. Permits are not released.
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

  /** Prefix of the counters of one key. */
  protected prefixOf(key: string): string {
    return `${this.options.prefix}${encodeURIComponent(key)}/`;
  }
}
