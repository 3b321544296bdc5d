import { withDeadline } from 'monday-persistence/deadline';
import {
  Persistence,
  PersistenceUnavailableError,
  unlessConflict,
  type BatchOptions,
  type Entry,
  type EntryUpsertOptions,
  type EntryUpsertResult,
  type IncrementOptions,
  type Operation,
  type OperationResult,
  type PersistenceCapabilities,
  type ScanOptions,
  type Version,
} from 'monday-persistence';
import { findCaller } from '../../caller/index.js';
import { accountInKey, accountInValue, remainingSeconds } from './earlier-records.js';
import { VaultAdoption, type VaultAdoptionOptions } from './vault-adoption.js';

/** How long a request waits until the records of its account are moved. They are moved in any case. */
const WAIT_MS = 8_000;
/** Keys of records that are read before their account is known: the id of a session, or of a family of refresh tokens. */
const HASHED = /^auth\/(?:session|family)\//;
/** State of scheduled jobs, which belongs to no account. */
const OF_JOB = /^cron\//;

/**
 * The Document DB of an app that chose no store, while the vault may hold records of version 0.1.0 that cannot be found
 * by fixed keys. Before the first operation on records of an account, or on its behalf, its records are moved here.
 * Records without an account are looked up in the vault only if their keys are of sessions, refresh tokens or jobs.
 */
export class AdoptingPersistence extends Persistence {
  readonly adoption: VaultAdoption;

  constructor(private readonly options: VaultAdoptionOptions) {
    super();
    this.adoption = new VaultAdoption(options);
  }

  get capabilities(): PersistenceCapabilities {
    return this.documentDb.capabilities;
  }

  override async get(key: string): Promise<Entry | undefined> {
    await this.adoptFor([{ key }]);
    const entry = await this.documentDb.get(key);
    if (entry) return entry;
    if (HASHED.test(key)) return this.findHashed(key);
    return OF_JOB.test(key) ? this.findJob(key) : undefined;
  }

  override async upsert(
    key: string,
    value: string,
    options?: EntryUpsertOptions,
  ): Promise<EntryUpsertResult> {
    await this.adoptFor([{ key, owner: options?.owner }]);
    return this.documentDb.upsert(key, value, options);
  }

  override async delete(key: string, version?: Version): Promise<boolean> {
    // Otherwise a record that ends before its account has moved would come back with it.
    if (HASHED.test(key)) await this.adoptAccountOf(key);
    await this.adoptFor([{ key }]);
    return this.documentDb.delete(key, version);
  }

  override async increment(key: string, by: number, options?: IncrementOptions): Promise<number> {
    await this.adoptFor([{ key, owner: options?.owner }]);
    return this.documentDb.increment(key, by, options);
  }

  override async scan(options: ScanOptions): Promise<Entry[]> {
    await this.adoptFor([{ key: options.prefix, owner: options.owner }]);
    return this.documentDb.scan(options);
  }

  override async batch(operations: readonly Operation[], options?: BatchOptions): Promise<OperationResult[]> {
    await this.adoptFor(operations);
    return this.documentDb.batch(operations, options);
  }

  override ping(): Promise<void> {
    return this.documentDb.ping();
  }

  override open(): Promise<void> {
    return this.documentDb.open();
  }

  override abort(): void {
    this.documentDb.abort();
  }

  override close(): Promise<void> {
    return this.documentDb.close();
  }

  private get documentDb(): Persistence {
    return this.options.documentDb;
  }

  /** @throws PersistenceUnavailableError if that takes longer than a request may wait; it goes on */
  private async adoptFor(
    records: readonly { readonly key: string; readonly owner?: string }[],
  ): Promise<void> {
    const missing = [...ownersOf(records)].filter((owner) => !this.adoption.isDone(owner));
    if (missing.length > 0) await inTime(Promise.all(missing.map((owner) => this.adoption.adopt(owner))));
  }

  /** The record was moved with those of its account, unless it was ended since. */
  private async findHashed(key: string): Promise<Entry | undefined> {
    const owner = accountOf(await this.inVault(key));
    if (owner === undefined) return undefined;
    await this.adoptFor([{ key, owner }]);
    return this.documentDb.get(key);
  }

  /** Of a record that may be here already, while the others of its account are still being moved. */
  private async adoptAccountOf(key: string): Promise<void> {
    const entry = (await this.documentDb.get(key)) ?? (await this.inVault(key));
    await this.adoptFor([{ key, owner: accountOf(entry) }]);
  }

  private async findJob(key: string): Promise<Entry | undefined> {
    const earlier = await this.inVault(key);
    if (!earlier) return undefined;
    const options = { version: null, ttlSeconds: remainingSeconds(earlier, this.options.clock) };
    await unlessConflict(this.documentDb.upsert(key, earlier.value, options));
    return this.documentDb.get(key);
  }

  private inVault(key: string): Promise<Entry | undefined> {
    return inTime(this.options.vault().then((vault) => vault.get(key)));
  }
}

/** @throws PersistenceUnavailableError if the work takes longer than a request may wait */
const inTime = <T>(work: Promise<T>): Promise<T> =>
  withDeadline(work, WAIT_MS, () => {
    throw new PersistenceUnavailableError();
  });

const accountOf = (entry: Entry | undefined): string | undefined => entry && accountInValue(entry);

function ownersOf(records: readonly { readonly key: string; readonly owner?: string }[]): Set<string> {
  const owners = records.flatMap(({ key, owner }) => [owner, accountInKey(key)]);
  return new Set([findCaller()?.accountId, ...owners].filter((owner) => owner !== undefined));
}
