import type { Pool } from 'pg';
import { SystemClock } from 'monday-persistence/clock';
import { RateLimiter } from 'monday-persistence/rate-limiter';

const MAX_WAITING = 1_000;
const MAX_WAIT_MS = 5_000;

/**
 * The connections for searches. A search takes one for each of its short steps, and scopes that search at the same time
 * take turns, so that many searches of one account do not keep another's from its own.
 */
export class SearchTurns {
  private readonly limiter: RateLimiter;

  /** @param connections of the pool; one is always left to other scopes */
  constructor(
    private readonly pool: Pool,
    connections: number,
  ) {
    const options = {
      perKey: Math.max(1, connections - 1),
      total: connections,
      perSecond: 0,
      maxWaiting: MAX_WAITING,
      maxWaitMs: MAX_WAIT_MS,
    };
    this.limiter = new RateLimiter(options, new SystemClock());
  }

  /** @throws RateLimitExceededError where too many wait, or for too long */
  async run<T>(scope: string, work: (pool: Pool) => Promise<T>): Promise<T> {
    await this.limiter.acquire(scope);
    try {
      return await work(this.pool);
    } finally {
      this.limiter.release(scope);
    }
  }
}
