import { type Pool } from 'pg';
import { SystemClock } from 'monday-persistence/clock';
import { RateLimiter } from 'monday-persistence/rate-limiter';

const MAX_WAITING = 1_000;
const MAX_WAIT_MS = 10_000;

export interface PoolShares {
  /** Connections that the work of one scope uses at once. */
  readonly perScope: number;
  /** Connections that all such work uses at once; without it, as many as the pool has. */
  readonly total?: number;
}

/**
 * Shares the connections of a pool between scopes: what takes long for one account waits for its turn before it takes a
 * connection, and leaves the others theirs.
 */
export class PoolTurns {
  private readonly limiter: RateLimiter;

  constructor(
    private readonly pool: Pool,
    { perScope, total }: PoolShares,
  ) {
    const waiting = { maxWaiting: MAX_WAITING, maxWaitMs: MAX_WAIT_MS };
    this.limiter = new RateLimiter({ perKey: perScope, total, perSecond: 0, ...waiting }, new SystemClock());
  }

  /** @throws RateLimitExceededError where too much waits, or for too long */
  async run<T>(scope: string, work: (pool: Pool) => Promise<T>): Promise<T> {
    await this.limiter.acquire(scope);
    try {
      return await work(this.pool);
    } finally {
      this.limiter.release(scope);
    }
  }
}
