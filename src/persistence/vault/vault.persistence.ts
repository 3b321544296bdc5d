import { type Clock } from 'monday-persistence/clock';
import {
  PersistenceUnavailableError,
  PersistenceUnsupportedError,
  type Entry,
  type Operation,
  type OperationResult,
  type PersistenceCapabilities,
  type Quota,
  type ScanOptions,
} from 'monday-persistence';
import { CheckedPersistence, VersionSource } from 'monday-persistence/driver-kit';
import { KeyedLock } from './keyed-lock.js';
import { OwnerIndex } from './owner-index.js';
import { type OwnedKey } from './owner-page.js';
import { isLive, RecordChanges } from './record-changes.js';
import { type VaultClient } from './vault.client.js';
import { vaultKey } from './vault-key.js';
import { readRecord, writeRecord, type VaultRecord } from './vault-record.js';

/** Readiness is checked often, and each check would use one of 7 calls per second. */
const PING_KEPT_MS = 5_000;
/** So long after its key was noted, a record is there or will never be. */
const WRITTEN_WITHIN_MS = 60_000;

export interface VaultPersistenceOptions {
  readonly vault: VaultClient;
  readonly clock: Clock;
  /** Records that it holds state, before the first of these records is written; see `settleHome`. */
  readonly mark?: VaultMark;
}

export interface VaultMark {
  readonly key: string;
  readonly isState: (key: string) => boolean;
}

/**
 * The app's state in the vault of monday code, for an app without a database: each record is one value, its version and
 * its expiry inside. What the vault cannot do is weaker here: compare-and-set, counting and the wholeness of a batch
 * hold within this process only, and only the records of an owner can be listed, by an index of their keys.
 */
export class VaultPersistence extends CheckedPersistence {
  readonly capabilities: PersistenceCapabilities = {
    severalMachines: true,
    sharedCompareAndSet: false,
    atomicBatch: false,
    scan: false,
    scarceCalls: true,
  };
  private readonly lock = new KeyedLock();
  private readonly versions = new VersionSource();
  private readonly clock: Clock;
  private readonly index: OwnerIndex;
  private readonly writing = new Set<Promise<unknown>>();
  private marked: Promise<void> | undefined;
  private isOpen = false;
  private pinged = { at: -Infinity, answer: Promise.resolve() };

  constructor(private readonly options: VaultPersistenceOptions) {
    super();
    this.clock = options.clock;
    const removeExpired = (key: string): Promise<number | undefined> => this.removeExpired(key);
    this.index = new OwnerIndex({ vault: options.vault, clock: this.clock, removeExpired });
  }

  override open(): Promise<void> {
    this.isOpen = true;
    return Promise.resolve();
  }

  override async close(): Promise<void> {
    this.isOpen = false;
    this.index.close();
    await Promise.allSettled(this.writing);
  }

  protected override async find(key: string): Promise<Entry | undefined> {
    this.refuseClosed();
    const record = await this.read(key);
    return record && isLive(record, this.clock.now()) ? entryOf(record) : undefined;
  }

  protected override async execute(operation: Operation): Promise<OperationResult> {
    const [result] = await this.executeAll([operation], undefined);
    return result as OperationResult;
  }

  /**
   * Checks all operations before the first write, and writes them in order. If the vault fails in between, the first
   * writes remain.
   */
  protected override async executeAll(
    operations: readonly Operation[],
    quota: Quota | undefined,
  ): Promise<OperationResult[]> {
    if (quota) throw new PersistenceUnsupportedError('quotas');
    this.refuseClosed();
    const writing = this.markAndWrite(operations);
    this.writing.add(writing);
    return writing.finally(() => this.writing.delete(writing));
  }

  /** Removes expired records that it encounters. @throws PersistenceUnsupportedError without an owner */
  protected override async list(options: ScanOptions): Promise<Entry[]> {
    this.refuseClosed();
    const { owner, limit } = options;
    if (owner === undefined) throw new PersistenceUnsupportedError('listing the records of all owners');
    const found: Entry[] = [];
    for (const owned of await this.index.select(owner, options)) {
      // Sequentially, to leave capacity for other calls.
      const entry = await this.get(owned.key);
      if (entry) found.push(entry);
      else await this.clear(owner, owned);
      if (found.length === limit) break;
    }
    return found;
  }

  /** Runs the pending maintenance immediately: confirms the index and removes expired records. */
  sweep(): Promise<void> {
    return this.index.tend();
  }

  private async markAndWrite(operations: readonly Operation[]): Promise<OperationResult[]> {
    const { mark } = this.options;
    if (mark && operations.some(({ type, key }) => type !== 'delete' && mark.isState(key))) {
      this.marked ??= this.writeMark(mark.key);
      // A failure is repeated by the next write.
      await this.marked.catch((error: unknown) => {
        this.marked = undefined;
        throw error;
      });
    }
    return this.write(operations);
  }

  private async writeMark(key: string): Promise<void> {
    if (await this.read(key)) return;
    await this.write([{ type: 'upsert', key, value: 'monday-code' }]);
  }

  private write(operations: readonly Operation[]): Promise<OperationResult[]> {
    const keys = [...new Set(operations.map(({ key }) => key))];
    return this.lock.hold(keys, async () => {
      const stored = await Promise.all(keys.map((key) => this.read(key)));
      const changes = new RecordChanges(stored, this.versions, this.clock.now());
      const results = changes.applyAll(operations);
      await this.noteCreated(changes.created());
      for (const [key, record] of changes.writes()) await this.keep(key, record);
      for (const { owner, key } of changes.removed()) if (owner !== undefined) this.index.drop(owner, key);
      return results;
    });
  }

  /** Before the records are written, because the process may crash in between. */
  private async noteCreated(records: readonly VaultRecord[]): Promise<void> {
    await Promise.all(
      records.map(async ({ owner, key, expiresAt = 0 }) => {
        if (owner !== undefined) await this.index.note(owner, key, expiresAt);
      }),
    );
  }

  /** A key without a record; if it was added recently, its record may still be written. */
  private async clear(owner: string, { key, notedAt }: OwnedKey): Promise<void> {
    if (notedAt > this.clock.now() - WRITTEN_WITHIN_MS) return;
    if ((await this.removeExpired(key)) === undefined) this.index.drop(owner, key);
  }

  private removeExpired(key: string): Promise<number | undefined> {
    return this.lock.hold([key], async () => {
      const record = await this.read(key);
      if (record && isLive(record, this.clock.now())) return record.expiresAt ?? 0;
      if (record) await this.options.vault.remove(vaultKey(key));
      return undefined;
    });
  }

  override async ping(): Promise<void> {
    this.refuseClosed();
    if (this.clock.monotonic() - this.pinged.at > PING_KEPT_MS) {
      const answer = this.read('ping').then(() => undefined);
      this.pinged = { at: this.clock.monotonic(), answer };
    }
    await this.pinged.answer;
  }

  private async read(key: string): Promise<VaultRecord | undefined> {
    return readRecord(key, await this.options.vault.read(vaultKey(key)));
  }

  private keep(key: string, record: VaultRecord | undefined): Promise<void> {
    const { vault } = this.options;
    return record === undefined
      ? vault.remove(vaultKey(key))
      : vault.write(vaultKey(key), writeRecord(record));
  }

  private refuseClosed(): void {
    if (!this.isOpen) throw new PersistenceUnavailableError();
  }
}

const entryOf = ({ owner: _, ...entry }: VaultRecord): Entry => entry;
