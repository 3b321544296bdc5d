import { type Pool, type PoolClient } from 'pg';
import {
  PersistenceUnsupportedError,
  refusedAt,
  type Operation,
  type OperationResult,
  type Quota,
} from 'monday-persistence';
import { OWNER_PARTS, retry, scopeOf, type RetryOptions } from 'monday-persistence/driver-kit';
import { type RateLimiter } from 'monday-persistence/rate-limiter';
import { BaseError } from '../../errors/index.js';
import { locksOf } from './batch-locks.js';
import { type PostgresRecords } from './postgres-records.js';
import { type PostgresUsage } from './postgres-usage.js';
import { inTransaction, isRetriable } from './postgres-transaction.js';
import { LOCK_CLASS } from './postgres.schema.js';

/** Retries after a deadlock or a serialization failure. */
export const DEADLOCK_RETRY: RetryOptions = { isRetriable, limitMs: 5_000, maxPauseMs: 100 };

/** Runs operations in one transaction. Retries after a deadlock or a serialization failure. */
export class PostgresBatch {
  constructor(
    private readonly pool: Pool,
    /** Limits the connections of the pool per scope. */
    private readonly limiter: RateLimiter,
    private readonly records: PostgresRecords,
    private readonly usage: PostgresUsage | undefined,
  ) {}

  /** @throws PersistenceUnsupportedError for a quota if usage is not counted */
  run(operations: readonly Operation[], quota?: Quota): Promise<OperationResult[]> {
    const scope = scopeOf(operations[0]?.key ?? '', OWNER_PARTS);
    const run = (): Promise<OperationResult[]> => this.attempt(operations, quota);
    return this.limiter.run(scope, () => retry(run, DEADLOCK_RETRY));
  }

  private async attempt(
    operations: readonly Operation[],
    quota: Quota | undefined,
  ): Promise<OperationResult[]> {
    const client = await this.pool.connect();
    try {
      const results = await inTransaction(client, () =>
        this.within(client, quota, () => this.apply(client, operations)),
      );
      client.release();
      return results;
    } catch (error) {
      // After an error of the app's own rules, the connection can be reused; after other errors, it is discarded.
      client.release(!(error instanceof BaseError));
      throw error;
    }
  }

  private within<T>(client: PoolClient, quota: Quota | undefined, writes: () => Promise<T>): Promise<T> {
    if (quota === undefined) return writes();
    if (this.usage === undefined) throw new PersistenceUnsupportedError('quotas unless it counts');
    return this.usage.within(client, quota, writes);
  }

  private async apply(client: PoolClient, operations: readonly Operation[]): Promise<OperationResult[]> {
    await client.query({
      name: 'persistence-lock',
      text: 'SELECT pg_advisory_xact_lock($1, lock) FROM unnest($2::int[]) AS lock',
      values: [LOCK_CLASS, locksOf(operations.map(({ key }) => key))],
    });
    const results: OperationResult[] = [];
    for (const [index, operation] of operations.entries()) {
      try {
        results.push(await this.records.apply(client, operation));
      } catch (error) {
        throw refusedAt(index, error);
      }
    }
    return results;
  }
}
