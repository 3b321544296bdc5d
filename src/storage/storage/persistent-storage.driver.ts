import {
  PersistenceConflictError,
  PersistenceNotANumberError,
  type JoinedWrites,
  type Operation,
  type Persistence,
} from '../../persistence/index.js';
import { canBeVersion } from '../rules/index.js';
import { counterTurn, rowKey } from './row-keys.js';
import { RowReader } from './row-reader.js';
import { readCursor, writeCursor } from './search-cursor.js';
import { type StorageCapabilities } from './storage.capabilities.js';
import { StorageCounterRangeError, StorageVersionConflictError } from './storage.errors.js';
import {
  StorageDriver,
  type CounterOptions,
  type DriverOperation,
  type DriverOperationResult,
  type DriverPage,
  type DriverPutOptions,
  type DriverPutResult,
  type DriverSearch,
  type FoundText,
  type StorageRow,
  type StoredText,
} from './storage-driver.js';

/** A page ends early rather than grow beyond this. */
const PAGE_CHARACTERS = 8 * 1024 * 1024;
/** A page of so many is full: what comes next is not even read, since it may be as large. */
const FULL_PAGE_CHARACTERS = 4 * 1024 * 1024;

/** Keeps rows in a persistence: one driver for SQLite and Postgres. */
export class PersistentStorageDriver extends StorageDriver {
  readonly capabilities: StorageCapabilities = {
    createOnly: true,
    conditionalDelete: true,
    reportsCreation: true,
    searchVersions: true,
    counterRange: true,
    atomicBatch: true,
  };

  constructor(
    private readonly persistence: Persistence,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  async get(row: StorageRow): Promise<StoredText | undefined> {
    const entry = await this.persistence.get(rowKey(row));
    return entry && { text: entry.value, version: entry.version };
  }

  async put(row: StorageRow, text: string, options?: DriverPutOptions): Promise<DriverPutResult> {
    await this.refuseForeignVersion(row, options?.expected);
    return translating([row.key], () => this.persistence.put(rowKey(row), text, options));
  }

  async delete(row: StorageRow, expected?: string): Promise<boolean> {
    await this.refuseForeignVersion(row, expected);
    return translating([row.key], () => this.persistence.delete(rowKey(row), expected));
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
    const { key, ttlSeconds } = counterTurn(accountId, counter, new Date(this.now()));
    return translating([key], () => this.persistence.increment(key, by, { ttlSeconds }));
  }

  async batch(
    operations: readonly DriverOperation[],
    joined: readonly JoinedWrites[] = [],
  ): Promise<DriverOperationResult[]> {
    for (const [index, { row, expected }] of operations.entries()) {
      await this.refuseForeignVersion(row, expected, index);
    }
    const others = joined.flatMap((writes) => writes.operationsIn(this.persistence));
    const all = [...operations.map(toOperation), ...others];
    const keys = operations.map(({ row }) => row.key);
    const results = await translating(keys, () => this.persistence.batch(all));
    for (const writes of joined) writes.written();
    return results.slice(0, operations.length) as DriverOperationResult[];
  }

  /** A text that cannot be a version is not what is there; some stores could not even compare it. */
  private async refuseForeignVersion(
    row: StorageRow,
    expected: string | null | undefined,
    index?: number,
  ): Promise<void> {
    if (!expected || canBeVersion(expected)) return;
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

/** The first of the readers' next rows; readers stand in the order of their rows of one key. */
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
  return operation.type === 'put'
    ? {
        type: 'put',
        key,
        value: operation.text,
        expected: operation.expected,
        ttlSeconds: operation.ttlSeconds,
      }
    : { type: 'delete', key, expected: operation.expected };
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
    if (error instanceof PersistenceNotANumberError) throw new StorageCounterRangeError();
    throw error;
  }
}
