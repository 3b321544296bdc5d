import { type CounterPeriod, type StorageVersion } from './storage.driver.js';

export interface StorageRecord<T = unknown> {
  readonly key: string;
  readonly value: T;
  readonly version: StorageVersion;
}

/** A record whose value is still JSON text, for replies that pass it on as it is. */
export interface StorageTextRecord {
  readonly key: string;
  readonly text: string;
  readonly version: StorageVersion;
}

export interface ReadOptions {
  /** The row that board views may use too, instead of the private one; default false. */
  readonly shared?: boolean;
}

export interface UpsertOptions extends ReadOptions {
  /** Whole seconds, 1 to 30 days. A write without it clears an earlier one. */
  readonly ttlSeconds?: number;
}

export interface UpsertResult {
  readonly key: string;
  readonly version: StorageVersion;
  /** Also false if the driver does not report it. */
  readonly created: boolean;
}

export interface DeleteOptions extends ReadOptions {
  /** Deletes only at this version. */
  readonly version?: StorageVersion;
}

export interface SearchOptions {
  /** Part of the key, case-insensitive. An empty term matches all keys. */
  readonly term?: string;
  /** Only shared or only private rows; both if it is absent. */
  readonly shared?: boolean;
  /** `cursor` of the previous page. */
  readonly cursor?: string;
  /** 1 to 100; default 50. */
  readonly limit?: number;
}

export interface SearchRecord<T = unknown> {
  readonly key: string;
  readonly value: T;
  readonly shared: boolean;
  /** Absent if the driver does not return it. */
  readonly version?: StorageVersion;
}

export interface SearchPage<R = SearchRecord> {
  readonly records: readonly R[];
  /** Present if there may be more. A page can be shorter than its limit. */
  readonly cursor?: string;
}

export interface IncrementOptions {
  readonly period: CounterPeriod;
  /** A whole number; default 1. 0 reads the counter. */
  readonly incrementBy?: number;
  /** Tells counters of one period apart; 1 to 256 characters. */
  readonly kind?: string;
  /** Periods begin at its hour and the returns of that (day of month, day of year), instead of at midnight UTC. */
  readonly renewalDate?: Date;
}

export type StorageOperation =
  | ({
      readonly type: 'upsert';
      readonly key: string;
      readonly value: unknown;
      /** As in `StorageService.upsert`. */
      readonly version?: StorageVersion;
    } & UpsertOptions)
  | ({ readonly type: 'delete'; readonly key: string } & DeleteOptions);

export type StorageOperationResult =
  | ({ readonly type: 'upsert' } & UpsertResult)
  | { readonly type: 'delete'; readonly key: string; readonly deleted: boolean };
