import { Injectable } from '@nestjs/common';
import { requireCaller } from '../../caller/index.js';
import { type TransactionalWrites } from '../../persistence/index.js';
import { StorageDriver, type DriverOperation, type DriverSearch, type StorageRow } from './storage.driver.js';
import {
  checkBatch,
  checkIncrement,
  checkRow,
  checkSearch,
  checkWrite,
  DEFAULT_SEARCH_LIMIT,
} from './storage-input.js';
import { hourOf } from './renewal-date.js';
import { StorageKeyNotFoundError } from './storage.errors.js';
import {
  type DeleteOptions,
  type IncrementOptions,
  type ReadOptions,
  type SearchOptions,
  type SearchPage,
  type SearchRecord,
  type StorageOperation,
  type StorageOperationResult,
  type StorageRecord,
  type StorageTextRecord,
  type UpsertOptions,
  type UpsertResult,
} from './storage.types.js';

/**
 * Keeps JSON values for the caller's account. The account comes from the caller's context, never from an argument.
 *
 * - Keys have 1 to 256 UTF-16 units, compared exactly; not `.`, `..`, U+0000 or lone surrogates.
 * - Values are any JSON, at most 6 x 1024 x 1024 bytes of its text, nested at most 200 deep.
 * - A row that is shared with board views is another row than the private one of the same key.
 * - Versions are opaque and never repeat for a key.
 *
 * Every method @throws StorageInputError if an argument breaks these rules, and StorageUnsupportedError if the
 * chosen driver cannot do it (docs/drivers.md).
 */
@Injectable()
export class StorageService {
  constructor(private readonly driver: StorageDriver) {}

  /** The record, or `undefined`. `T` is not checked. */
  async get<T = unknown>(key: string, options?: ReadOptions): Promise<StorageRecord<T> | undefined> {
    const record = await this.getText(key, options);
    return record && { key, value: JSON.parse(record.text) as T, version: record.version };
  }

  /** @throws StorageKeyNotFoundError */
  async require<T = unknown>(key: string, options?: ReadOptions): Promise<StorageRecord<T>> {
    const record = await this.get<T>(key, options);
    if (!record) throw new StorageKeyNotFoundError();
    return record;
  }

  /** As {@link get}, with the value as JSON text. */
  async getText(key: string, options?: ReadOptions): Promise<StorageTextRecord | undefined> {
    checkRow(key, options);
    const stored = await this.driver.get(rowOf(key, options));
    return stored && { key, text: stored.text, version: stored.version };
  }

  /**
   * Writes a value, whole.
   * @param version writes only at this version; `""` only if nothing is there; without it, always
   * @throws StorageVersionConflictError with the current version; nothing is written
   */
  async upsert(
    key: string,
    value: unknown,
    version?: string,
    options?: UpsertOptions,
  ): Promise<UpsertResult> {
    const text = checkWrite(key, value, { ...options, version });
    const result = await this.driver.upsert(rowOf(key, options), text, {
      version: expectedOf(version),
      ttlSeconds: options?.ttlSeconds,
    });
    return { key, version: result.version, created: result.created };
  }

  /**
   * Resolves to whether the value existed.
   * @throws StorageVersionConflictError if `version` is given and is not the current one
   */
  async delete(key: string, options?: DeleteOptions): Promise<boolean> {
    checkRow(key, options);
    return this.driver.delete(rowOf(key, options), options?.version);
  }

  /**
   * One page of the rows whose key contains `term`, whatever the case, in the order of the keys' UTF-8 bytes.
   * Pages neither skip nor repeat a row that is there all the time.
   */
  async search<T = unknown>(options: SearchOptions = {}): Promise<SearchPage<SearchRecord<T>>> {
    const page = await this.searchText(options);
    const records = page.records.map(({ text, ...record }) => ({ ...record, value: JSON.parse(text) as T }));
    return { ...page, records };
  }

  /** As {@link search}, with the values as JSON text. */
  async searchText(
    options: SearchOptions = {},
  ): Promise<SearchPage<Omit<SearchRecord, 'value'> & { readonly text: string }>> {
    checkSearch(options);
    const search: DriverSearch = {
      ...options,
      term: options.term ?? '',
      limit: options.limit ?? DEFAULT_SEARCH_LIMIT,
    };
    return this.driver.search(requireCaller().accountId, search);
  }

  /**
   * Counts within the current day, month or year, and resolves to the sum. A new period starts at 0.
   * @throws StorageCounterRangeError
   */
  async incrementCounter(options: IncrementOptions): Promise<number> {
    checkIncrement(options);
    const { renewalDate, incrementBy = 1 } = options;
    const counter = { ...options, renewalDate: renewalDate && hourOf(renewalDate) };
    return this.driver.increment(requireCaller().accountId, counter, incrementBy);
  }

  /**
   * Applies all operations, in their order, as one: all of them or none. At most 100.
   *
   * ```ts
   * const message = queue.prepare('order_placed', { orderId });
   * await storage.batch([{ type: 'upsert', key: orderId, value: order }], message);
   * ```
   * @param joined written as part of the same unit, such as messages of `QueueService.prepare`
   * @throws StorageVersionConflictError with the version, the key and the position of the first that does not fit
   */
  async batch(
    operations: readonly StorageOperation[],
    ...joined: readonly TransactionalWrites[]
  ): Promise<StorageOperationResult[]> {
    checkBatch(operations);
    const results = await this.driver.batch(operations.map(toDriverOperation), joined);
    return results.map((result, index) => {
      const key = operations[index]?.key ?? '';
      return result.type === 'upsert'
        ? { type: 'upsert', key, version: result.version, created: result.created }
        : { type: 'delete', key, deleted: result.deleted };
    });
  }
}

function rowOf(key: string, options: ReadOptions | undefined): StorageRow {
  return { accountId: requireCaller().accountId, key, shared: options?.shared ?? false };
}

function expectedOf(version: string | undefined): string | null | undefined {
  return version === '' ? null : version;
}

function toDriverOperation(operation: StorageOperation, index: number): DriverOperation {
  const row = rowOf(operation.key, operation);
  const path = `operations.${index}.`;
  if (operation.type === 'delete') {
    checkRow(operation.key, operation, path);
    return { type: 'delete', row, version: operation.version };
  }
  return {
    type: 'upsert',
    row,
    text: checkWrite(operation.key, operation.value, operation, path),
    version: expectedOf(operation.version),
    ttlSeconds: operation.ttlSeconds,
  };
}
