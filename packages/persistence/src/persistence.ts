import { retry, type RetryOptions } from './driver-kit/retry.js';
import { type PersistenceCapabilities } from './persistence-capabilities.js';
import { PersistenceConflictError } from './persistence.errors.js';

/** Opaque; a key never sees the same version twice, also after delete or expiry. */
export type Version = string;

/** One live record. */
export interface Entry {
  readonly key: string;
  /** Kept as it was given; JSON text if the caller stores JSON. */
  readonly value: string;
  readonly version: Version;
  /** Milliseconds since the epoch; absent if the record does not expire. */
  readonly expiresAt?: number;
}

/** The most that may be kept under all keys with this beginning. */
export interface Quota {
  /** `storage/<account>/`; no other keys are counted. */
  readonly scope: string;
  /** 0 for no limit. */
  readonly maxRows: number;
  /** Of keys and values, in UTF-8; 0 for no limit. */
  readonly maxBytes: number;
}

export interface BatchOptions {
  /** Needs a store that counts; see docs/drivers.md. */
  readonly quota?: Quota;
}

/** What must be there for a write to happen: this version, or `null` for nothing at all. */
export type RequiredVersion = Version | null;

export interface EntryUpsertOptions {
  readonly version?: RequiredVersion;
  /** Seconds, a whole number from 1 to 10^12. An upsert without it clears an earlier one. */
  readonly ttlSeconds?: number;
  /**
   * Whose record it is, such as an account. A store that cannot list its keys finds it again only by this; see
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
  /** Whose record it is, as in {@link EntryUpsertOptions.owner}. */
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

/** One result an operation, in its order. */
export type OperationResult =
  | ({ readonly type: 'upsert' } & EntryUpsertResult)
  | { readonly type: 'delete'; readonly deleted: boolean }
  | { readonly type: 'increment'; readonly value: number };

/** What {@link Persistence.update} makes of a record. */
export interface Change extends Omit<EntryUpsertOptions, 'version'> {
  /** The record's next value; `null` deletes it. */
  readonly value: string | null;
  /** Written as one unit with the record. */
  readonly others?: readonly Operation[];
}

/** A change that was written, with the record's version; `undefined` if there was none. */
export type Updated<C extends Change | undefined> = C extends Change
  ? C & { readonly version: null extends C['value'] ? Version | null : Version }
  : undefined;

export interface ScanOptions {
  readonly prefix: string;
  /** Only keys after this one. */
  readonly after?: string;
  /** At most so many; 1 or more. */
  readonly limit: number;
  /**
   * Ends early as soon as the values read have so many bytes of UTF-8 together; there is at least one record. So a result
   * of fewer than `limit` records is the last one if its values have fewer bytes.
   */
  readonly maxBytes?: number;
  /** Only records whose key, after the prefix, has this in it, both in lower case (`String.prototype.toLowerCase`). */
  readonly contains?: string;
  /**
   * Only records that were written as this owner's. A store that cannot list its keys scans only with it; one that can
   * ignores it, so that `prefix` or the caller must tell the owner's records from others.
   */
  readonly owner?: string;
}

/** Each attempt means that another write came through, so that they end soon; the pauses keep many apart. */
const CONFLICT_RETRY: RetryOptions = {
  isRetriable: (error) => error instanceof PersistenceConflictError,
  maxAttempts: 20,
  limitMs: 10_000,
  maxPauseMs: 50,
};

/**
 * Where the app keeps what it must remember: a key-value store with compare-and-set.
 *
 * - An operation that resolved is durable: it survives kill -9 and a power cut.
 * - An expired record is absent at once, in every method.
 * - Keys are compared byte by byte; order is that of their UTF-8 bytes.
 * - It knows no tenants: whoever calls it puts the account into the key.
 *
 * A key has 1 to 2,048 bytes of UTF-8. Keys and values hold neither U+0000 nor lone surrogates, which JSON text escapes.
 * Anything else is a `PersistenceInputError`; the caller checks what it lets in.
 */
export abstract class Persistence {
  abstract readonly capabilities: PersistenceCapabilities;

  /** The live record, or `undefined`. */
  abstract get(key: string): Promise<Entry | undefined>;

  /** @throws PersistenceConflictError if `version` is not what is there; nothing is written. */
  abstract upsert(key: string, value: string, options?: EntryUpsertOptions): Promise<EntryUpsertResult>;

  /**
   * Resolves to whether a live record was deleted.
   * @throws PersistenceConflictError if `version` is given and is not the current one, also if nothing is.
   */
  abstract delete(key: string, version?: Version): Promise<boolean>;

  /**
   * Adds to a whole number, which starts at 0, and resolves to the sum. Exact under concurrency.
   * @throws PersistenceNotANumberError if the record is no whole number or the sum would not be a safe integer.
   */
  abstract increment(key: string, by: number, options?: IncrementOptions): Promise<number>;

  /**
   * Live records in the order of their keys.
   * @throws PersistenceUnsupportedError without an owner, if the store cannot list its keys
   */
  abstract scan(options: ScanOptions): Promise<Entry[]>;

  /**
   * All operations as one unit, in their order, or none of them.
   * @throws PersistenceConflictError | PersistenceNotANumberError as the single operations do.
   * @throws PersistenceQuotaExceededError if it adds to what is beyond the quota then; what has expired does not count
   */
  abstract batch(operations: readonly Operation[], options?: BatchOptions): Promise<OperationResult[]>;

  /**
   * Changes a record by what is there: reads it, writes what `change` makes of it only over what was read, and does both
   * again if another write came first, at most 20 times.
   * @param change called for each attempt; `undefined` leaves the record as it is
   * @returns the change that was written, with all that `change` put into it
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

  /** Ends at once whatever waits for a server that does not answer. Nothing can be called after it but `close`. */
  abort(): void {}

  /** Finishes what was begun and releases everything. Later calls of other methods throw PersistenceUnavailableError. */
  abstract close(): Promise<void>;
}
