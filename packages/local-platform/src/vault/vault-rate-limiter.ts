import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { SlidingWindowLimiter } from 'monday-persistence/rate-limiter';

/** docs/monday-platform.md#monday-code-limits, docs/monday-platform.md#secure-storage */
const REQUESTS_PER_SECOND = 7;
const WRITES_PER_SECOND_OF_A_KEY = 1;
const A_SECOND = { windowMs: 1_000, maxWaitMs: 0 };

/** The quotas of secure storage: seven requests a second for the app, and one write a second for each key. */
@Injectable()
export class VaultRateLimiter {
  private readonly requests: SlidingWindowLimiter;
  private readonly writes: SlidingWindowLimiter;

  constructor(clock: Clock) {
    this.requests = new SlidingWindowLimiter({ ...A_SECOND, limit: REQUESTS_PER_SECOND }, clock);
    this.writes = new SlidingWindowLimiter({ ...A_SECOND, limit: WRITES_PER_SECOND_OF_A_KEY }, clock);
  }

  /** Counts the request and returns `undefined`, or returns a message about the exceeded quota. */
  exceededQuota(method: string, path: string): string | undefined {
    if (!this.requests.tryAcquire('app')) return 'request path "kv": rate limit quota exceeded';
    if (method !== 'GET' && !this.writes.tryAcquire(path)) return 'one write per second for each key';
    return undefined;
  }
}
