import type { Pool, PoolClient } from 'pg';
import { refusedAt, type Operation, type OperationResult } from 'monday-persistence';
import { retry } from 'monday-persistence/driver-kit';
import { BaseError } from '../../errors/index.js';
import { locksOf } from './batch-locks.js';
import type { PostgresRecords } from './postgres-records.js';
import { inTransaction, isRetriable } from './postgres-transaction.js';
import { LOCK_CLASS } from './postgres.schema.js';

const RETRY_LIMIT_MS = 5_000;
const MAX_PAUSE_MS = 100;

/** Runs operations in one transaction, again where it met a deadlock or a serialization failure. */
export class PostgresBatch {
  constructor(
    private readonly pool: Pool,
    private readonly records: PostgresRecords,
  ) {}

  run(operations: readonly Operation[]): Promise<OperationResult[]> {
    return retry(() => this.attempt(operations), {
      isRetriable,
      limitMs: RETRY_LIMIT_MS,
      maxPauseMs: MAX_PAUSE_MS,
    });
  }

  private async attempt(operations: readonly Operation[]): Promise<OperationResult[]> {
    const client = await this.pool.connect();
    try {
      const results = await inTransaction(client, () => this.apply(client, operations));
      client.release();
      return results;
    } catch (error) {
      // A refusal of ours leaves the connection as it was; after anything else it is not used again.
      client.release(!(error instanceof BaseError));
      throw error;
    }
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
