import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Persistence } from '../../persistence/index.js';
import { RateLimitExceededError, TokenBucketLimiter } from '../../rate-limiter/index.js';
import { LookupDelayedError } from '../auth.errors.js';

/** Out of the seven calls per second of the vault. */
const PER_SECOND = 1;
const ALL = 'all';

/**
 * Limits the look-ups in a rate-limited store for identifiers that cannot be verified, such as those issued by an
 * earlier version. On other stores, they are not limited.
 */
@Injectable()
export class LookupBudget {
  private readonly limiter: TokenBucketLimiter;

  constructor(
    private readonly persistence: Persistence,
    clock: Clock,
  ) {
    this.limiter = new TokenBucketLimiter(PER_SECOND, clock);
  }

  /** Reserves one look-up. */
  tryAcquire(): boolean {
    return !this.persistence.capabilities.scarceCalls || this.limiter.tryAcquire(ALL);
  }

  /** @throws LookupDelayedError if none is left; the identifier may be valid, so its owner should retry */
  acquire(): void {
    if (!this.persistence.capabilities.scarceCalls) return;
    try {
      this.limiter.acquire(ALL);
    } catch (error) {
      throw error instanceof RateLimitExceededError ? new LookupDelayedError(error.retryAfterSeconds) : error;
    }
  }
}
