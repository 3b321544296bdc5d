import {
  PersistenceConflictError,
  PersistenceNotANumberError,
  PersistenceQuotaExceededError,
  type IncrementOperation,
  type TransactionalWrites,
  type Operation,
  type OperationResult,
  type Persistence,
  type UpsertOperation,
  type Quota,
} from '../../persistence/index.js';
import { type Clock } from '../../clock/index.js';
import { canBeVersion } from '../rules/index.js';
import { quotaOf, type StorageLimits } from './account-quota.js';
import { counterTurn, rowKey } from './row-keys.js';
import { RowReader } from './row-reader.js';
import { readCursor, writeCursor } from './search-cursor.js';
import { type StorageCapabilities } from './storage-capabilities.js';
import {
  StorageCounterRangeError,
  StorageQuotaExceededError,
  StorageVersionConflictError,
} from './storage.errors.js';
import {
  StorageDriver,
  type CounterOptions,
  type DriverOperation,
  type DriverOperationResult,
  type DriverPage,
  type DriverUpsertOptions,
  type DriverUpsertResult,
  type DriverSearch,
  type FoundText,
  type StorageRow,
  type StoredText,
} from './storage.driver.js';

/** Maximum size of a page. */
const PAGE_CHARACTERS = 8 * 1024 * 1024;
/** Size at which a page is complete. The next value is not read, because it may be as large. */
const FULL_PAGE_CHARACTERS = 4 * 1024 * 1024;

/** Keeps rows in a persistence: one driver for SQLite and Postgres. */
export class PersistentStorageDriver extends StorageDriver {
  readonly capabilities: StorageCapabilities = {
    createOnly: true,
    conditionalDelete: true,
    reportsCreation: true,
    searchVersions: true,
    counterRange: true,
    exactNumbers: true,
    atomicBatch: true,
  };

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
    /** Needs a persistence that counts usage; default no limits. */
    private readonly limits: StorageLimits,
  ) {
    super();
  }

  async get(row: StorageRow): Promise<StoredText | undefined> {
    const entry = await this.persistence.get(rowKey(row));
    return entry && { text: entry.value, version: entry.version };
  }

  async upsert(row: StorageRow, text: string, options?: DriverUpsertOptions): Promise<DriverUpsertResult> {
    await this.refuseForeignVersion(row, options?.version);
    const operation = { ...options, type: 'upsert', key: rowKey(row), value: text } as const;
    const { version, created } = await translating([row.key], () => this.write(row.accountId, operation));
    return { version, created };
  }

  async delete(row: StorageRow, version?: string): Promise<boolean> {
    await this.refuseForeignVersion(row, version);
    return translating([row.key], () => this.persistence.delete(rowKey(row), version));
  }

  async search(accountId: string, { term, shared, cursor, limit }: DriverSearch): Promise<DriverPage> {
    const position = cursor === undefined ? undefined : readCursor(cursor);
    const sides = shared === undefined ? [false, true] : [shared];
    const readers = await Promise.all(
      sides.map((side) =>
        new RowReader(this.persistence, { accountId, shared: side, term, position, limit: limit + 1 }).open(),
      ),
    );
    return readPage(readers, limit);
  }

  async increment(accountId: string, counter: CounterOptions, by: number): Promise<number> {
    const { key, ttlSeconds } = counterTurn(accountId, counter, new Date(this.clock.now()));
    const operation = { type: 'increment', key, by, ttlSeconds } as const;
    return (await translating([key], () => this.write(accountId, operation))).value;
  }

  async batch(
    operations: readonly DriverOperation[],
    joined: readonly TransactionalWrites[] = [],
  ): Promise<DriverOperationResult[]> {
    for (const [index, { row, version }] of operations.entries()) {
      await this.refuseForeignVersion(row, version, index);
    }
    const others = joined.flatMap((writes) => writes.operationsFor(this.persistence));
    const all = [...operations.map(toOperation), ...others];
    const keys = operations.map(({ row }) => row.key);
    const options = { quota: this.quotaOf(operations[0]?.row.accountId) };
    const results = await translating(keys, () => this.persistence.batch(all, options));
    for (const writes of joined) writes.onCommitted();
    return results.slice(0, operations.length) as DriverOperationResult[];
  }

  /** A write that may increase the usage of the account. */
  private async write<O extends UpsertOperation | IncrementOperation>(
    accountId: string,
    operation: O,
  ): Promise<Extract<OperationResult, { type: O['type'] }>> {
    const quota = this.quotaOf(accountId);
    return (quota ? await this.writeWithin(quota, operation) : await this.writeAlone(operation)) as Extract<
      OperationResult,
      { type: O['type'] }
    >;
  }

  private async writeAlone(operation: UpsertOperation | IncrementOperation): Promise<OperationResult> {
    if (operation.type === 'upsert') {
      const { key, value, version, ttlSeconds } = operation;
      return { type: 'upsert', ...(await this.persistence.upsert(key, value, { version, ttlSeconds })) };
    }
    const { key, by, ttlSeconds } = operation;
    return { type: 'increment', value: await this.persistence.increment(key, by, { ttlSeconds }) };
  }

  private async writeWithin(quota: Quota, operation: Operation): Promise<OperationResult | undefined> {
    try {
      return (await this.persistence.batch([operation], { quota }))[0];
    } catch (error) {
      // This is not a batch for the caller, so the conflict has no index.
      if (!(error instanceof PersistenceConflictError)) throw error;
      throw new PersistenceConflictError(error.key, error.currentVersion);
    }
  }

  private quotaOf(accountId: string | undefined): Quota | undefined {
    return accountId === undefined ? undefined : quotaOf(accountId, this.limits);
  }

  /** An invalid version never matches, and some stores cannot compare it. */
  private async refuseForeignVersion(
    row: StorageRow,
    version: string | null | undefined,
    index?: number,
  ): Promise<void> {
    if (!version || canBeVersion(version)) return;
    const current = await this.get(row);
    throw new StorageVersionConflictError(current?.version ?? null, row.key, index);
  }
}

async function readPage(readers: readonly RowReader[], limit: number): Promise<DriverPage> {
  const records: FoundText[] = [];
  let characters = 0;
  for (;;) {
    const last = records.at(-1);
    if (last && characters >= FULL_PAGE_CHARACTERS) return { records, cursor: writeCursor(last) };
    const next = await peekFirst(readers);
    if (next === undefined) return { records };
    if (last && (records.length === limit || characters + next.row.text.length > PAGE_CHARACTERS)) {
      return { records, cursor: writeCursor(last) };
    }
    next.reader.take();
    records.push(next.row);
    characters += next.row.text.length;
  }
}

/** The first of the readers' next rows. Readers are in the order of their rows with the same key. */
async function peekFirst(
  readers: readonly RowReader[],
): Promise<{ readonly reader: RowReader; readonly row: FoundText } | undefined> {
  let first: { readonly reader: RowReader; readonly row: FoundText } | undefined;
  for (const reader of readers) {
    const row = await reader.peek();
    if (row && (!first || Buffer.compare(Buffer.from(row.key), Buffer.from(first.row.key)) < 0)) {
      first = { reader, row };
    }
  }
  return first;
}

function toOperation(operation: DriverOperation): Operation {
  const key = rowKey(operation.row);
  return operation.type === 'upsert'
    ? {
        type: 'upsert',
        key,
        value: operation.text,
        version: operation.version,
        ttlSeconds: operation.ttlSeconds,
      }
    : { type: 'delete', key, version: operation.version };
}

/** Turns the errors of persistence into those of storage, which name the caller's key instead of the record's. */
async function translating<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PersistenceConflictError) {
      const key = keys[error.index ?? 0];
      if (key !== undefined) throw new StorageVersionConflictError(error.currentVersion, key, error.index);
    }
    if (error instanceof PersistenceQuotaExceededError) {
      throw new StorageQuotaExceededError(error.limit, error.maximum);
    }
    if (error instanceof PersistenceNotANumberError) throw new StorageCounterRangeError();
    throw error;
  }
}
