import { type Clock } from 'monday-persistence/clock';
import {
  PersistenceConflictError,
  type DeleteOperation,
  type IncrementOperation,
  type Operation,
  type OperationResult,
  type UpsertOperation,
  type Version,
} from 'monday-persistence';
import { retry, type RetryOptions, type VersionSource } from 'monday-persistence/driver-kit';
import { type Collections } from './collections.js';
import { isContention, isDuplicate } from './document-db.errors.js';
import { expiryAfter } from './expiry.js';
import { idOf } from './document-id.js';
import { type RecordBatch } from './record-batch.js';
import { newRecord, type RecordHead, type StoredRecord } from './stored-record.js';
import { type UsageMeter } from './usage-meter.js';

/** A document takes about one write per second for long; more of them are delayed or refused by the server. */
const CONTENTION_RETRY: RetryOptions = {
  isRetriable: isContention,
  maxAttempts: 12,
  limitMs: 10_000,
  maxPauseMs: 400,
};

const HEAD = { v: 1, e: 1, p: 1 } as const;

/**
 * Writes of one record, each as one command, which is atomic. The rare cases that need more than one document or a
 * decision, such as a value in parts or an expired record in the way, run as a batch.
 */
export class RecordWrites {
  constructor(
    private readonly collections: Collections,
    private readonly versions: VersionSource,
    private readonly batch: RecordBatch,
    private readonly clock: Clock,
    private readonly meter: UsageMeter,
  ) {}

  async apply(operation: Operation): Promise<OperationResult> {
    const result = await retry(() => this.attempt(operation), CONTENTION_RETRY);
    return result ?? (await this.inTransaction(operation));
  }

  /** `undefined` if one command does not suffice. */
  private attempt(operation: Operation): Promise<OperationResult | undefined> {
    switch (operation.type) {
      case 'upsert':
        return this.upsert(operation);
      case 'delete':
        return this.delete(operation);
      case 'increment':
        return this.increment(operation);
    }
  }

  private async inTransaction(operation: Operation): Promise<OperationResult> {
    try {
      const [result] = await this.batch.run([operation]);
      return result as OperationResult;
    } catch (error) {
      throw error instanceof PersistenceConflictError
        ? new PersistenceConflictError(error.key, error.currentVersion)
        : error;
    }
  }

  private async upsert(operation: UpsertOperation): Promise<OperationResult | undefined> {
    const { key, value, version: expected, ttlSeconds } = operation;
    const version = this.versions.next();
    const { record, parts } = newRecord(key, value, version, expiryAfter(this.clock, ttlSeconds));
    if (parts.length > 0) return undefined;
    if (expected === undefined) return (await this.replaceAny(record)) ?? this.replaceAny(record);
    if (expected === null) return this.insert(record, key);
    const { _id, ...fields } = record;
    const { matchedCount } = await this.collections.records.replaceOne(this.writable(_id, expected), fields);
    this.count(matchedCount);
    if (matchedCount === 1) return { type: 'upsert', version, created: false };
    await this.refuseUnlessCurrent(key, expected);
    return undefined;
  }

  private async replaceAny({ _id, ...fields }: StoredRecord): Promise<OperationResult | undefined> {
    try {
      const before = await this.collections.records.findOneAndReplace({ _id, p: 0 }, fields, {
        upsert: true,
        returnDocument: 'before',
        projection: HEAD,
      });
      this.count(1);
      return { type: 'upsert', version: fields.v, created: !this.isLive(before) };
    } catch (error) {
      // The record has parts, or was created at the same moment.
      if (isDuplicate(error)) return undefined;
      throw error;
    }
  }

  private async insert(record: StoredRecord, key: string): Promise<OperationResult | undefined> {
    if (await this.isInserted(record)) return { type: 'upsert', version: record.v, created: true };
    const current = await this.headOf(key);
    if (this.isLive(current)) throw new PersistenceConflictError(key, current.v);
    return undefined;
  }

  private async delete({ key, version }: DeleteOperation): Promise<OperationResult | undefined> {
    const filter = { _id: idOf(key), p: 0, ...(version !== undefined && { v: version }) };
    const before = await this.collections.records.findOneAndDelete(filter, { projection: HEAD });
    this.meter.add('read', 1);
    if (before) this.meter.add('delete', 1);
    if (this.isLive(before)) return { type: 'delete', deleted: true };
    if (version !== undefined) {
      if (before) throw new PersistenceConflictError(key, null);
      await this.refuseUnlessCurrent(key, version);
      return undefined;
    }
    const isAbsent = before !== null || !(await this.headOf(key));
    return isAbsent ? { type: 'delete', deleted: false } : undefined;
  }

  /** Adds, creates, and adds once more if the record was created at the same moment. */
  private async increment(operation: IncrementOperation): Promise<OperationResult | undefined> {
    return (
      (await this.addTo(operation)) ?? (await this.createNumber(operation)) ?? (await this.addTo(operation))
    );
  }

  private async addTo({ key, by }: IncrementOperation): Promise<OperationResult | undefined> {
    const updated = await this.collections.numbers.findOneAndUpdate(
      { _id: idOf(key), p: 0, e: { $gt: this.clock.now() }, x: rangeBefore(by) },
      { $inc: { x: by }, $set: { v: this.versions.next() } },
      { returnDocument: 'after', projection: { x: 1 } },
    );
    this.count(updated ? 1 : 0);
    return updated ? { type: 'increment', value: updated.x } : undefined;
  }

  private async createNumber(operation: IncrementOperation): Promise<OperationResult | undefined> {
    const { key, by, ttlSeconds } = operation;
    const expiresAt = expiryAfter(this.clock, ttlSeconds);
    const { record } = newRecord(key, String(by), this.versions.next(), expiresAt);
    return (await this.isInserted(record)) ? { type: 'increment', value: by } : undefined;
  }

  private async isInserted(record: StoredRecord): Promise<boolean> {
    try {
      await this.collections.records.insertOne(record);
      this.meter.add('write', 1);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** A live record in one document at a version. */
  private writable(_id: string, version: Version) {
    return { _id, v: version, p: 0, e: { $gt: this.clock.now() } };
  }

  /** @throws PersistenceConflictError if the record has another version */
  private async refuseUnlessCurrent(key: string, version: Version): Promise<void> {
    const current = await this.headOf(key);
    const there = this.isLive(current) ? current.v : null;
    if (there !== version) throw new PersistenceConflictError(key, there);
  }

  private headOf(key: string): Promise<RecordHead | null> {
    this.meter.add('read', 1);
    return this.collections.records.findOne({ _id: idOf(key) }, { projection: HEAD });
  }

  private isLive(head: RecordHead | null): head is RecordHead {
    return head !== null && head.e > this.clock.now();
  }

  /** A command that reads one document, and writes it if it matches. */
  private count(written: number): void {
    this.meter.add('read', 1);
    this.meter.add('write', written);
  }
}

/** The numbers whose sum with `by` is a safe integer. */
const rangeBefore = (by: number): { $gte: number; $lte: number } => ({
  $gte: Number.MIN_SAFE_INTEGER - Math.min(by, 0),
  $lte: Number.MAX_SAFE_INTEGER - Math.max(by, 0),
});
