import { type Clock } from 'monday-persistence/clock';
import { type Pool, type PoolClient } from 'pg';
import {
  PersistenceConflictError,
  PersistenceNotANumberError,
  PersistenceUnavailableError,
  type DeleteOperation,
  type Entry,
  type IncrementOperation,
  type Operation,
  type OperationResult,
  type UpsertOperation,
  type Version,
} from 'monday-persistence';
import { type VersionSource } from 'monday-persistence/driver-kit';
import { STATEMENTS, type StatementName } from './postgres-statements.js';

/** Number of retries of a create-only write while the record is repeatedly created and deleted. */
const MAX_LOOKS = 10;

export interface RecordRow {
  readonly value: string;
  readonly version: Version;
  /** A bigint, which the library returns as text. */
  readonly expires_at: string | null;
}

/** Statements on single records, on the pool or in a transaction. */
export class PostgresRecords {
  constructor(
    private readonly versions: VersionSource,
    private readonly clock: Clock,
  ) {}

  async get(db: Pool | PoolClient, key: string): Promise<Entry | undefined> {
    const row = await this.run<RecordRow>(db, 'get', key);
    return row === undefined ? undefined : toEntry(key, row);
  }

  apply(db: Pool | PoolClient, operation: Operation): Promise<OperationResult> {
    switch (operation.type) {
      case 'upsert':
        return this.upsert(db, operation);
      case 'delete':
        return this.delete(db, operation);
      case 'increment':
        return this.increment(db, operation);
    }
  }

  private async upsert(db: Pool | PoolClient, operation: UpsertOperation): Promise<OperationResult> {
    const { key, value, version: expected, ttlSeconds } = operation;
    const version = this.versions.next();
    const values = [this.expiry(ttlSeconds), version, value];
    for (let look = 0; look < MAX_LOOKS; look++) {
      const written =
        expected === undefined
          ? await this.run<{ created: boolean }>(db, 'upsert', key, ...values)
          : expected === null
            ? await this.run<{ created: boolean }>(db, 'insert', key, ...values)
            : await this.run<{ created: boolean }>(db, 'update', key, ...values, expected);
      if (written !== undefined) return { type: 'upsert', version, created: written.created };
      const current = await this.currentVersion(db, key);
      // The record that caused the refusal may have been deleted in the meantime. Then there is no conflict to report.
      if (current !== null || expected !== null) throw new PersistenceConflictError(key, current);
    }
    throw new PersistenceUnavailableError();
  }

  private async delete(
    db: Pool | PoolClient,
    { key, version: expected }: DeleteOperation,
  ): Promise<OperationResult> {
    if (expected === undefined) {
      const row = await this.run<{ live: boolean }>(db, 'delete', key);
      return { type: 'delete', deleted: row?.live ?? false };
    }
    const row = await this.run(db, 'deleteVersion', key, expected);
    if (row === undefined) throw new PersistenceConflictError(key, await this.currentVersion(db, key));
    return { type: 'delete', deleted: true };
  }

  private async increment(
    db: Pool | PoolClient,
    { key, by, ttlSeconds }: IncrementOperation,
  ): Promise<OperationResult> {
    const values = [this.expiry(ttlSeconds), this.versions.next(), by];
    const row = await this.run<{ value: string }>(db, 'increment', key, ...values);
    if (row === undefined) throw new PersistenceNotANumberError(key);
    return { type: 'increment', value: Number(row.value) };
  }

  private async currentVersion(db: Pool | PoolClient, key: string): Promise<Version | null> {
    return (await this.run<{ version: Version }>(db, 'version', key))?.version ?? null;
  }

  /** Runs a statement that each connection prepares once. */
  private async run<Row extends object>(
    db: Pool | PoolClient,
    name: StatementName,
    key: string,
    ...values: readonly (string | number | null)[]
  ): Promise<Row | undefined> {
    const { rows } = await db.query<Row>({
      name: `persistence-${name}`,
      text: STATEMENTS[name],
      values: [key, this.clock.now(), ...values],
    });
    return rows[0];
  }

  private expiry(ttlSeconds: number | undefined): number | null {
    return ttlSeconds === undefined ? null : this.clock.now() + ttlSeconds * 1_000;
  }
}

export function toEntry(key: string, row: RecordRow): Entry {
  const { value, version } = row;
  return row.expires_at === null
    ? { key, value, version }
    : { key, value, version, expiresAt: Number(row.expires_at) };
}
