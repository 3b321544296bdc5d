import { type TransactionalWrites } from '../../persistence/index.js';
import { type StorageCapabilities } from './storage-capabilities.js';

/** Opaque; printable ASCII without quotes. A row never sees the same version twice, also after delete or expiry. */
export type StorageVersion = string;

/** Names one row. The same key names two: one that board views may use, and one that they may not. */
export interface StorageRow {
  readonly accountId: string;
  readonly key: string;
  readonly shared: boolean;
}

export interface StoredText {
  /** JSON text. */
  readonly text: string;
  readonly version: StorageVersion;
}

/** Condition of a write: the current version, or `null` for a create-only write. */
export interface DriverUpsertOptions {
  readonly version?: StorageVersion | null;
  readonly ttlSeconds?: number;
}

export interface DriverUpsertResult {
  readonly version: StorageVersion;
  readonly created: boolean;
}

export interface DriverSearch {
  /** Empty matches all. */
  readonly term: string;
  /** Only these rows; all if it is absent. */
  readonly shared?: boolean;
  /** Where an earlier page ended. */
  readonly cursor?: string;
  /** Most records of the page; 1 or more. */
  readonly limit: number;
}

export interface FoundText {
  readonly key: string;
  readonly shared: boolean;
  readonly text: string;
  readonly version?: StorageVersion;
}

export interface DriverPage {
  readonly records: readonly FoundText[];
  /** Present if there may be more; a page can be shorter than its limit. */
  readonly cursor?: string;
}

export type CounterPeriod = 'DAILY' | 'MONTHLY' | 'YEARLY';

export interface CounterOptions {
  readonly period: CounterPeriod;
  /** Name of the counter, if the account has several per period. */
  readonly kind?: string;
  /** Periods begin at this instant and its returns, instead of at midnight UTC. */
  readonly renewalDate?: Date;
}

export type DriverOperation =
  | ({ readonly type: 'upsert'; readonly row: StorageRow; readonly text: string } & DriverUpsertOptions)
  | { readonly type: 'delete'; readonly row: StorageRow; readonly version?: StorageVersion };

export type DriverOperationResult =
  ({ readonly type: 'upsert' } & DriverUpsertResult) | { readonly type: 'delete'; readonly deleted: boolean };

/**
 * Where `StorageService` keeps its rows: operations on one account at a time, with JSON as text. Everything it is given
 * has been checked against the rules of keys, values and options. Durable, and expired rows are absent at once.
 */
export abstract class StorageDriver {
  abstract readonly capabilities: StorageCapabilities;

  abstract get(row: StorageRow): Promise<StoredText | undefined>;

  /** @throws StorageVersionConflictError if `version` is not what is there */
  abstract upsert(row: StorageRow, text: string, options?: DriverUpsertOptions): Promise<DriverUpsertResult>;

  /**
   * Resolves to whether a row was deleted.
   * @throws StorageVersionConflictError if `version` is given and is not the current one
   */
  abstract delete(row: StorageRow, version?: StorageVersion): Promise<boolean>;

  /**
   * Rows whose key contains the term, both in lower case, in the order of the keys' UTF-8 bytes; private before shared.
   * @throws StorageInputError if the cursor is none of this driver's
   */
  abstract search(accountId: string, search: DriverSearch): Promise<DriverPage>;

  /** Adds to the account's counter of the current period; exact under concurrency. @throws StorageCounterRangeError */
  abstract increment(accountId: string, counter: CounterOptions, by: number): Promise<number>;

  /**
   * Executes all operations atomically, in order.
   * @param joined written in the same unit
   * @throws StorageVersionConflictError
   */
  abstract batch(
    operations: readonly DriverOperation[],
    joined?: readonly TransactionalWrites[],
  ): Promise<DriverOperationResult[]>;
}
