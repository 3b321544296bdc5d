import { setImmediate as nextTurn } from 'node:timers/promises';
import { retry, type RetryOptions } from './driver-kit/retry.js';
import { type PersistenceCapabilities } from './persistence-capabilities.js';
import { PersistenceConflictError } from './persistence.errors.js';

/** Opaque; never reused for the same key, also after delete or expiry. */
export type Version = string;

/** One live record. */
export interface Entry {
  readonly key: string;
  /** Stored unchanged; JSON text if the caller stores JSON. */
  readonly value: string;
  readonly version: Version;
  /** Milliseconds since the epoch; absent if the record does not expire. */
  readonly expiresAt?: number;
}

/** The quota for all keys with a prefix. */
export interface Quota {
  /** `storage/<account>/`; no other keys are counted. */
  readonly scope: string;
  /** 0 for no limit. */
  readonly maxRows: number;
  /** Of keys and values, in UTF-8; 0 for no limit. */
  readonly maxBytes: number;
}

export interface BatchOptions {
  /** Requires a store that counts usage; see docs/drivers.md. */
  readonly quota?: Quota;
}

/** Condition of a write: the current version, or `null` for a create-only write. */
export type RequiredVersion = Version | null;

export interface EntryUpsertOptions {
  readonly version?: RequiredVersion;
  /** Seconds, a whole number from 1 to 10^12. An upsert without it clears an earlier one. */
  readonly ttlSeconds?: number;
  /**
   * Owner of the record, such as an account. A store that cannot list its keys finds the record only by its owner; see
   * {@link ScanOptions.owner}.
   */
  readonly owner?: string;
}

export interface UpsertOperation extends EntryUpsertOptions {
  readonly type: 'upsert';
  readonly key: string;
  readonly value: string;
}

export interface DeleteOperation {
  readonly type: 'delete';
  readonly key: string;
  readonly version?: Version;
}

export interface IncrementOptions {
  /** Used when the record is created; a later increment keeps the first expiry. */
  readonly ttlSeconds?: number;
  /** Owner of the record, see {@link EntryUpsertOptions.owner}. */
  readonly owner?: string;
}

export interface IncrementOperation extends IncrementOptions {
  readonly type: 'increment';
  readonly key: string;
  /** A whole number; the sum must stay a safe integer. */
  readonly by: number;
}

export type Operation = UpsertOperation | DeleteOperation | IncrementOperation;

export interface EntryUpsertResult {
  readonly version: Version;
  /** True if no live record was there before. */
  readonly created: boolean;
}

/** One result for each operation, in order. */
export type OperationResult =
  | ({ readonly type: 'upsert' } & EntryUpsertResult)
  | { readonly type: 'delete'; readonly deleted: boolean }
  | { readonly type: 'increment'; readonly value: number };

/** The change of a record in {@link Persistence.update}. */
export interface Change extends Omit<EntryUpsertOptions, 'version'> {
  /** The record's next value; `null` deletes it. */
  readonly value: string | null;
  /** Written atomically with the record. */
  readonly others?: readonly Operation[];
}

/** The written change with the version of the record; `undefined` if there was none. */
export type Updated<C extends Change | undefined> = C extends Change
  ? C & { readonly version: null extends C['value'] ? Version | null : Version }
  : undefined;

export interface ScanOptions {
  readonly prefix: string;
  /** Only keys after this one. */
  readonly after?: string;
  /** Only keys before this one. */
  readonly before?: string;
  /** From the last key to the first; not together with `contains`. */
  readonly descending?: boolean;
  /** Maximum number of records; 1 or more. */
  readonly limit: number;
  /**
   * Maximum total size of the values, in bytes of UTF-8, after which the scan ends; it returns at least one record. A
   * result with fewer than `limit` records is the last one only if its values have fewer bytes.
   */
  readonly maxBytes?: number;
  /**
   * Only records whose key contains this text after the prefix, compared in lower case
   * (`String.prototype.toLowerCase`).
   */
  readonly contains?: string;
  /**
   * Only records of this owner. A store that cannot list its keys requires it. Other stores ignore it, so `prefix` or
   * the caller must select the owner's records.
   */
  readonly owner?: string;
}

/** Each retry means that another write succeeded, so retries end soon; delays spread concurrent writers. */
const CONFLICT_RETRY: RetryOptions = {
  isRetriable: (error) => error instanceof PersistenceConflictError,
  maxAttempts: 20,
  limitMs: 10_000,
  maxPauseMs: 50,
};

/**
 * The store for the app's own state: a key-value store with compare-and-set.
 *
 * - An operation that resolved is durable: it survives kill -9 and a power cut.
 * - An expired record is absent at once, in every method.
 * - Keys are compared byte by byte; order is that of their UTF-8 bytes.
 * - It has no tenants: callers put the account into the key.
 *
 * A key has 1 to 2,048 bytes of UTF-8. Keys and values must not contain U+0000 or lone surrogates, which JSON text
 * escapes. Invalid input is a `PersistenceInputError`; callers validate their input.
 */
export abstract class Persistence {
  abstract readonly capabilities: PersistenceCapabilities;

  /** The live record, or `undefined`. */
  abstract get(key: string): Promise<Entry | undefined>;

  /** @throws PersistenceConflictError if `version` is not the current one; nothing is written. */
  abstract upsert(key: string, value: string, options?: EntryUpsertOptions): Promise<EntryUpsertResult>;

  /**
   * Resolves to whether a live record was deleted.
   * @throws PersistenceConflictError if `version` is given and is not the current one, also if there is no record.
   */
  abstract delete(key: string, version?: Version): Promise<boolean>;

  /**
   * Adds to a whole number, which starts at 0, and resolves to the sum. Exact under concurrency.
   * @throws PersistenceNotANumberError if the record is not a whole number or the sum would not be a safe integer.
   */
  abstract increment(key: string, by: number, options?: IncrementOptions): Promise<number>;

  /**
   * Live records in the order of their keys, or in reverse.
   * @throws PersistenceUnsupportedError without an owner, if the store cannot list its keys
   */
  abstract scan(options: ScanOptions): Promise<Entry[]>;

  /**
   * All records that {@link scan} finds, in pages of at most `limit` records, none of them empty. A record that exists
   * all the time appears once; one that is written or deleted meanwhile may be missing.
   */
  async *pages(options: ScanOptions): AsyncGenerator<readonly Entry[], void, void> {
    const isLast = (page: readonly Entry[]): boolean =>
      page.length === 0 || (page.length < options.limit && options.maxBytes === undefined);
    let range: Pick<ScanOptions, 'after' | 'before'> = {};
    for (;;) {
      const page = await this.scan({ ...options, ...range });
      if (page.length > 0) yield page;
      if (isLast(page)) return;
      const end = page.at(-1)?.key;
      range = options.descending ? { before: end } : { after: end };
      // A store may resolve without yielding to the event loop, so yield explicitly.
      await nextTurn();
    }
  }

  /**
   * Executes all operations atomically, in order.
   * @throws PersistenceConflictError | PersistenceNotANumberError as for single operations.
   * @throws PersistenceQuotaExceededError if it increases a usage beyond the quota; expired records do not count
   */
  abstract batch(operations: readonly Operation[], options?: BatchOptions): Promise<OperationResult[]>;

  /**
   * Changes a record depending on its current value: reads it, and writes the result of `change` only if the record is
   * unchanged. Retries at most 20 times if another write came first.
   * @param change called for each attempt; `undefined` leaves the record unchanged
   * @returns the written change, as returned by `change`
   * @throws PersistenceConflictError if other writes keep coming first, and whatever `change` throws
   */
  async update<C extends Change | undefined>(
    key: string,
    change: (current: Entry | undefined) => C | Promise<C>,
  ): Promise<Updated<C>> {
    return retry(async () => {
      const current = await this.get(key);
      const next = await change(current);
      const written = next && { ...next, version: await this.replace(key, current, next) };
      return written as Updated<C>;
    }, CONFLICT_RETRY);
  }

  private async replace(key: string, current: Entry | undefined, change: Change): Promise<Version | null> {
    const { value, ttlSeconds, owner, others = [] } = change;
    const version = current?.version ?? null;
    if (value === null) {
      const removal = current ? [{ type: 'delete', key, version: current.version } as const] : [];
      await this.batch([...removal, ...others]);
      return null;
    }
    const options = { version, ttlSeconds, owner };
    if (others.length === 0) return (await this.upsert(key, value, options)).version;
    const [result] = await this.batch([{ type: 'upsert', key, value, ...options }, ...others]);
    return result?.type === 'upsert' ? result.version : null;
  }

  /** Resolves when the store answers. @throws PersistenceUnavailableError */
  abstract ping(): Promise<void>;

  /** Opens files, connections and migrations. Called once, before any other method. */
  abstract open(): Promise<void>;

  /** Immediately aborts all operations that wait for a server. Only `close` may be called afterwards. */
  abort(): void {}

  /**
   * Finishes running operations and releases all resources. Later calls of other methods throw
   * PersistenceUnavailableError.
   */
  abstract close(): Promise<void>;
}
