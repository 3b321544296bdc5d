import { type ClientSession, type MongoClient } from 'mongodb';
import { type Clock } from 'monday-persistence/clock';
import {
  PersistenceConflictError,
  refusedAt,
  type Operation,
  type OperationResult,
  type RequiredVersion,
} from 'monday-persistence';
import { retry, type RetryOptions, type VersionSource } from 'monday-persistence/driver-kit';
import { type Collections } from './collections.js';
import { isTransient } from './document-db.errors.js';
import { idOf } from './document-id.js';
import { expiryAfter } from './expiry.js';
import { expiryOf, newRecord, partIds, sumOf, type NewRecord, type StoredRecord } from './stored-record.js';
import { type UsageMeter } from './usage-meter.js';

/** Each retry means that another transaction succeeded; delays spread concurrent ones. */
const TRANSACTION_RETRY: RetryOptions = {
  isRetriable: isTransient,
  maxAttempts: 40,
  limitMs: 10_000,
  maxPauseMs: 200,
};

/** Records as they were read, and as the operations leave them; `undefined` if there is none. */
class Draft {
  readonly changed = new Map<string, NewRecord | undefined>();

  constructor(readonly before: ReadonlyMap<string, StoredRecord>) {}

  get(id: string): StoredRecord | undefined {
    return this.changed.has(id) ? this.changed.get(id)?.record : this.before.get(id);
  }
}

/** Executes operations in one optimistic transaction, again if another one came first. */
export class RecordBatch {
  constructor(
    private readonly client: MongoClient,
    private readonly collections: Collections,
    private readonly versions: VersionSource,
    private readonly clock: Clock,
    private readonly meter: UsageMeter,
  ) {}

  /** @throws PersistenceConflictError | PersistenceNotANumberError */
  async run(operations: readonly Operation[]): Promise<OperationResult[]> {
    const session = this.client.startSession();
    try {
      return await retry(() => this.attempt(session, operations), TRANSACTION_RETRY);
    } finally {
      await session.endSession();
    }
  }

  /** Deletes expired records with parts. */
  async deleteExpired(ids: readonly string[]): Promise<void> {
    const session = this.client.startSession();
    try {
      await retry(
        () =>
          this.inTransaction(session, async () => {
            const draft = new Draft(await this.read(session, ids, false));
            const now = this.clock.now();
            for (const { _id, e } of draft.before.values()) if (e <= now) draft.changed.set(_id, undefined);
            await this.write(session, draft);
          }),
        TRANSACTION_RETRY,
      );
    } finally {
      await session.endSession();
    }
  }

  private attempt(session: ClientSession, operations: readonly Operation[]): Promise<OperationResult[]> {
    return this.inTransaction(session, async () => {
      const ids = [...new Set(operations.map(({ key }) => idOf(key)))];
      const needsValues = operations.some(({ type }) => type === 'increment');
      const draft = new Draft(await this.read(session, ids, needsValues));
      const results = operations.map((operation, index) => {
        try {
          return this.apply(draft, operation);
        } catch (error) {
          throw refusedAt(index, error);
        }
      });
      await this.write(session, draft);
      return results;
    });
  }

  private async inTransaction<T>(session: ClientSession, work: () => Promise<T>): Promise<T> {
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
    try {
      const result = await work();
      await session.commitTransaction();
      return result;
    } catch (error) {
      // Fails if the server has undone it already.
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      throw error;
    }
  }

  private async read(
    session: ClientSession,
    ids: readonly string[],
    withValues: boolean,
  ): Promise<Map<string, StoredRecord>> {
    const projection = withValues ? undefined : { x: 0 };
    this.meter.add('read', ids.length);
    const found = await this.collections.records
      .find({ _id: { $in: [...ids] } }, { session, projection, batchSize: ids.length + 1 })
      .toArray();
    return new Map(found.map((record) => [record._id, record]));
  }

  private apply(draft: Draft, operation: Operation): OperationResult {
    const { key } = operation;
    const id = idOf(key);
    const current = this.live(draft.get(id));
    switch (operation.type) {
      case 'upsert': {
        requireVersion(key, current, operation.version);
        const version = this.versions.next();
        const expiresAt = expiryAfter(this.clock, operation.ttlSeconds);
        draft.changed.set(id, newRecord(key, operation.value, version, expiresAt));
        return { type: 'upsert', version, created: current === undefined };
      }
      case 'delete':
        requireVersion(key, current, operation.version);
        if (current) draft.changed.set(id, undefined);
        return { type: 'delete', deleted: current !== undefined };
      case 'increment': {
        const value = sumOf(key, current, operation.by);
        const expiresAt = current ? expiryOf(current) : expiryAfter(this.clock, operation.ttlSeconds);
        draft.changed.set(id, newRecord(key, String(value), this.versions.next(), expiresAt));
        return { type: 'increment', value };
      }
    }
  }

  private async write(session: ClientSession, { before, changed }: Draft): Promise<void> {
    const { records, parts } = this.collections;
    const created = [...changed].flatMap(([id, next]) => (next && !before.has(id) ? [next.record] : []));
    const replaced = [...changed].flatMap(([id, next]) => (next && before.has(id) ? [next.record] : []));
    const deleted = [...changed].flatMap(([id, next]) => (!next && before.has(id) ? [id] : []));
    const newParts = [...changed.values()].flatMap((next) => next?.parts ?? []);
    const oldParts = [...changed.keys()].flatMap((id) => partIdsOf(before.get(id)));
    this.meter.add('write', created.length + replaced.length + newParts.length);
    this.meter.add('delete', deleted.length + oldParts.length);
    if (created.length > 0) await records.insertMany(created, { session });
    if (replaced.length > 0) {
      const updates = replaced.map(({ _id, ...replacement }) => ({
        replaceOne: { filter: { _id }, replacement },
      }));
      await records.bulkWrite(updates, { session });
    }
    if (deleted.length > 0) await records.deleteMany({ _id: { $in: deleted } }, { session });
    if (newParts.length > 0) await parts.insertMany(newParts, { session });
    if (oldParts.length > 0) await parts.deleteMany({ _id: { $in: oldParts } }, { session });
  }

  private live(record: StoredRecord | undefined): StoredRecord | undefined {
    return record && record.e > this.clock.now() ? record : undefined;
  }
}

const partIdsOf = (record: StoredRecord | undefined): string[] => (record ? partIds(record) : []);

function requireVersion(
  key: string,
  current: StoredRecord | undefined,
  version: RequiredVersion | undefined,
): void {
  const there = current?.v ?? null;
  if (version !== undefined && version !== there) throw new PersistenceConflictError(key, there);
}
