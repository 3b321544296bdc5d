import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Persistence } from '../../persistence/index.js';
import { RateLimitExceededError, TokenBucketLimiter } from '../../rate-limiter/index.js';
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
  private readonly limiter: TokenBucketLimiter;

  constructor(
    private readonly persistence: Persistence,
    clock: Clock,
  ) {
    this.limiter = new TokenBucketLimiter(PER_SECOND, clock);
  }

  /** Takes one look-up, if there is one left. */
  tryAcquire(): boolean {
    return !this.persistence.capabilities.scarceCalls || this.limiter.tryAcquire(ALL);
  }

  /** @throws LookupDelayedError if none is left: the identifier may be good, and its owner comes again */
  acquire(): void {
    if (!this.persistence.capabilities.scarceCalls) return;
    try {
      this.limiter.acquire(ALL);
    } catch (error) {
      throw error instanceof RateLimitExceededError ? new LookupDelayedError(error.retryAfterSeconds) : error;
    }
  }
}
