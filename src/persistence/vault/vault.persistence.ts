import type { PersistenceCapabilities } from '../persistence.capabilities.js';
import { PersistenceUnavailableError, PersistenceUnsupportedError } from '../persistence.errors.js';
import { checkKey, checkOperation } from '../persistence.input.js';
import {
  Persistence,
  type Entry,
  type Operation,
  type OperationResult,
  type PutOptions,
  type PutResult,
  type Version,
} from '../persistence.js';
import { VersionSource } from '../version-source.js';
import { KeyedLock } from './keyed-lock.js';
import { RecordChanges } from './record-changes.js';
import type { VaultClient } from './vault-client.js';
import { vaultKey } from './vault-key.js';
import { readRecord, writeRecord } from './vault-record.js';

/** Readiness is asked for often, and each answer would cost one of 7 calls a second. */
const PING_KEPT_MS = 5_000;

export interface VaultPersistenceOptions {
  readonly vault: VaultClient;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * The app's state in the vault of monday code, for an app without a database: each record is one value, its version and
 * its expiry inside. What the vault cannot do is weaker here: compare-and-set, counting and the wholeness of a batch
 * hold within this process only, and there is no scan.
 */
export class VaultPersistence extends Persistence {
  readonly capabilities: PersistenceCapabilities = {
    sharedCompareAndSet: false,
    atomicBatch: false,
    scan: false,
  };
  private readonly lock = new KeyedLock();
  private readonly versions = new VersionSource();
  private readonly now: () => number;
  private readonly writing = new Set<Promise<unknown>>();
  private isOpen = false;
  private pinged = { at: -Infinity, answer: Promise.resolve() };

  constructor(private readonly options: VaultPersistenceOptions) {
    super();
    this.now = options.now ?? Date.now;
  }

  override open(): Promise<void> {
    this.isOpen = true;
    return Promise.resolve();
  }

  override async close(): Promise<void> {
    this.isOpen = false;
    await Promise.allSettled(this.writing);
  }

  override async get(key: string): Promise<Entry | undefined> {
    checkKey(key);
    this.refuseClosed();
    return this.live(await this.read(key));
  }

  override async put(key: string, value: string, options?: PutOptions): Promise<PutResult> {
    const [result] = await this.batch([{ ...options, type: 'put', key, value }]);
    if (result?.type !== 'put') throw new TypeError('A put has the result of a put.');
    return { version: result.version, created: result.created };
  }

  override async delete(key: string, expected?: Version): Promise<boolean> {
    const [result] = await this.batch([{ type: 'delete', key, expected }]);
    return result?.type === 'delete' && result.deleted;
  }

  override async increment(
    key: string,
    by: number,
    options?: { readonly ttlSeconds?: number },
  ): Promise<number> {
    const [result] = await this.batch([{ type: 'increment', key, by, ttlSeconds: options?.ttlSeconds }]);
    if (result?.type !== 'increment') throw new TypeError('An increment has the result of an increment.');
    return result.value;
  }

  override scan(): Promise<Entry[]> {
    const error = this.isOpen
      ? new PersistenceUnsupportedError('listing records')
      : new PersistenceUnavailableError();
    return Promise.reject(error);
  }

  /**
   * Checks all operations before it writes any, and writes in their order; a vault that fails in between leaves the
   * first ones written.
   */
  override async batch(operations: readonly Operation[]): Promise<OperationResult[]> {
    operations.forEach(checkOperation);
    this.refuseClosed();
    const writing = this.write(operations);
    this.writing.add(writing);
    return writing.finally(() => this.writing.delete(writing));
  }

  private write(operations: readonly Operation[]): Promise<OperationResult[]> {
    const keys = [...new Set(operations.map(({ key }) => key))];
    return this.lock.hold(keys, async () => {
      const stored = await Promise.all(keys.map((key) => this.read(key)));
      const changes = new RecordChanges(stored, this.versions, this.now());
      const results = operations.map((operation) => changes.apply(operation));
      for (const [key, record] of changes.writes()) await this.keep(key, record);
      return results;
    });
  }

  override async ping(): Promise<void> {
    this.refuseClosed();
    if (performance.now() - this.pinged.at > PING_KEPT_MS) {
      const answer = this.read('ping').then(() => undefined);
      this.pinged = { at: performance.now(), answer };
    }
    await this.pinged.answer;
  }

  private async read(key: string): Promise<Entry | undefined> {
    return readRecord(key, await this.options.vault.read(vaultKey(key)));
  }

  private keep(key: string, record: Entry | undefined): Promise<void> {
    const { vault } = this.options;
    return record === undefined
      ? vault.remove(vaultKey(key))
      : vault.write(vaultKey(key), writeRecord(record));
  }

  private live(entry: Entry | undefined): Entry | undefined {
    return entry && (entry.expiresAt === undefined || entry.expiresAt > this.now()) ? entry : undefined;
  }

  private refuseClosed(): void {
    if (!this.isOpen) throw new PersistenceUnavailableError();
  }
}
