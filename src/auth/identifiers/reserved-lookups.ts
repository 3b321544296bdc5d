import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Persistence } from '../../persistence/index.js';
import { RateLimiter, RateLimitExceededError } from '../../rate-limiter/index.js';
import { LookupDelayedError } from '../auth.errors.js';

/** Of the seven calls a second that the vault takes. */
const PER_SECOND = 1;
const ALL = 'all';

/**
 * The share of a scarce store's calls that is left for identifiers of which nobody can say whether they are made up, such
 * as those that an earlier version gave out. On other stores they are looked up like all others.
 */
@Injectable()
export class ReservedLookups {
  private readonly limiter: RateLimiter;

  constructor(
    private readonly persistence: Persistence,
    clock: Clock,
  ) {
    const options = { perKey: 1, perSecond: PER_SECOND, maxWaiting: 0, maxWaitMs: 0 };
    this.limiter = new RateLimiter(options, clock);
  }

  /** Takes one look-up, if there is one left. */
  tryTake(): boolean {
    try {
      this.take();
      return true;
    } catch (error) {
      if (error instanceof LookupDelayedError) return false;
      throw error;
    }
  }

  /** @throws LookupDelayedError if none is left: the identifier may be good, and its owner comes again */
  take(): void {
    if (!this.persistence.capabilities.scarceCalls) return;
    try {
      void this.limiter.acquire(ALL);
      // Only the rate counts.
      this.limiter.release(ALL);
    } catch (error) {
      throw error instanceof RateLimitExceededError ? new LookupDelayedError(error.retryAfterSeconds) : error;
    }
  }
}
