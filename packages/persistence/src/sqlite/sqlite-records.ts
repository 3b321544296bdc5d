import { type Clock } from '../clock/index.js';
import { PersistenceConflictError, refusedAt } from '../persistence.errors.js';
import {
  type DeleteOperation,
  type Entry,
  type IncrementOperation,
  type Operation,
  type OperationResult,
  type UpsertOperation,
  type Version,
} from '../persistence.js';
import { type VersionSource } from '../driver-kit/version-source.js';
import { addWholeNumber } from '../driver-kit/whole-number.js';
import { type SqliteDatabase } from './sqlite-database.js';

export interface Row {
  readonly id: number;
  readonly value: string;
  readonly version: Version;
  readonly expires_at: number | null;
}

type Head = Omit<Row, 'value'>;

/** The statements on single records, prepared once. The writing ones run inside a transaction of the caller. */
export class SqliteRecords {
  private readonly selectRow;
  private readonly selectHead;
  private readonly insert;
  private readonly update;
  private readonly remove;
  private readonly removeExpired;

  constructor(
    db: SqliteDatabase,
    private readonly versions: VersionSource,
    private readonly clock: Clock,
  ) {
    this.selectRow = db.prepare('SELECT id, value, version, expires_at FROM records WHERE key = ?');
    this.selectHead = db.prepare('SELECT id, version, expires_at FROM records WHERE key = ?');
    this.insert = db.prepare('INSERT INTO records (key, value, version, expires_at) VALUES (?, ?, ?, ?)');
    this.update = db.prepare('UPDATE records SET value = ?, version = ?, expires_at = ? WHERE id = ?');
    this.remove = db.prepare('DELETE FROM records WHERE id = ?');
    this.removeExpired = db.prepare(
      'DELETE FROM records WHERE id IN (SELECT id FROM records WHERE expires_at <= ? LIMIT ?)',
    );
  }

  get(key: string): Entry | undefined {
    const row = this.selectRow.get(key) as Row | undefined;
    return row !== undefined && this.isLive(row) ? entryOf(key, row) : undefined;
  }

  /** Executes the operations of a batch in order. The caller rolls back if one is refused. */
  applyAll(operations: readonly Operation[]): OperationResult[] {
    return operations.map((operation, index) => {
      try {
        return this.apply(operation);
      } catch (error) {
        throw refusedAt(index, error);
      }
    });
  }

  apply(operation: Operation): OperationResult {
    switch (operation.type) {
      case 'upsert':
        return this.upsert(operation);
      case 'delete':
        return this.delete(operation);
      case 'increment':
        return this.increment(operation);
    }
  }

  /** Resolves to the number of deleted records; at most `limit`. */
  deleteExpired(limit: number): number {
    return Number(this.removeExpired.run(this.clock.now(), limit).changes);
  }

  private upsert({ key, value, version: expected, ttlSeconds }: UpsertOperation): OperationResult {
    const head = this.selectHead.get(key) as Head | undefined;
    const current = head !== undefined && this.isLive(head) ? head.version : null;
    if (expected !== undefined && expected !== current) throw new PersistenceConflictError(key, current);
    const version = this.write(key, head, value, this.expiry(ttlSeconds));
    return { type: 'upsert', version, created: current === null };
  }

  private delete({ key, version: expected }: DeleteOperation): OperationResult {
    const head = this.selectHead.get(key) as Head | undefined;
    const current = head !== undefined && this.isLive(head) ? head.version : null;
    if (expected !== undefined && expected !== current) throw new PersistenceConflictError(key, current);
    if (head !== undefined) this.remove.run(head.id);
    return { type: 'delete', deleted: current !== null };
  }

  private increment({ key, by, ttlSeconds }: IncrementOperation): OperationResult {
    const row = this.selectRow.get(key) as Row | undefined;
    const live = row !== undefined && this.isLive(row) ? row : undefined;
    const value = addWholeNumber(key, live?.value, by);
    this.write(key, row, String(value), live === undefined ? this.expiry(ttlSeconds) : live.expires_at);
    return { type: 'increment', value };
  }

  private write(key: string, head: Head | undefined, value: string, expiresAt: number | null): Version {
    const version = this.versions.next();
    if (head === undefined) this.insert.run(key, value, version, expiresAt);
    else this.update.run(value, version, expiresAt, head.id);
    return version;
  }

  isLive(head: Pick<Head, 'expires_at'>): boolean {
    return head.expires_at === null || head.expires_at > this.clock.now();
  }

  private expiry(ttlSeconds: number | undefined): number | null {
    return ttlSeconds === undefined ? null : this.clock.now() + ttlSeconds * 1_000;
  }
}

export function entryOf(key: string, { value, version, expires_at: expiresAt }: Omit<Row, 'id'>): Entry {
  return expiresAt === null ? { key, value, version } : { key, value, version, expiresAt };
}
