import { Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { type Clock } from 'monday-persistence/clock';
import { retry, type RetryOptions } from 'monday-persistence/driver-kit';
import { ConcurrencyLimiter, RateLimitExceededError } from 'monday-persistence/rate-limiter';
import {
  PersistenceConflictError,
  PersistenceUnavailableError,
  type Entry,
  type Operation,
  type Persistence,
  type RequiredVersion,
  type Version,
} from 'monday-persistence';
import { recordsOfOwner, remainingSeconds } from './earlier-records.js';
import { recordMoved } from './home-record.js';

const PREFIX = 'persistence/adopted/';
const DONE = 'done';
const RUNNING = 'running';
/** Longer than a page of the vault takes while its other calls wait. Another instance goes on after a crash. */
const LEASE_SECONDS = 120;
/** Read at once from the vault, and written in one transaction. */
const PAGE = 20;
/** In bytes. Larger records are written on their own: a transaction has at most 10 MiB. */
const LARGE = 256 * 1024;
const CAPACITY = 50_000;
/**
 * Owners that are moved at once; the others wait in their order. Each has at most four calls in the queue of the vault,
 * which refuses calls when it is full: an owner that lost its place would begin anew, and none would ever end.
 */
const AT_ONCE = 8;
const MAX_WAITING = 10_000;
const OWNERS = 'owners';

/** Thrown while another instance moves the records of the owner. */
class AdoptionRunningError extends PersistenceUnavailableError {}

const OTHER_INSTANCE: RetryOptions = {
  isRetriable: (error) => error instanceof AdoptionRunningError || error instanceof PersistenceConflictError,
  limitMs: (LEASE_SECONDS + 10) * 1_000,
  maxPauseMs: 1_000,
};

export interface VaultAdoptionOptions {
  readonly documentDb: Persistence;
  /** Opens the vault, at the first account. */
  readonly vault: () => Promise<Persistence>;
  /** Prefixes of records that stay in the vault. */
  readonly staying: readonly string[];
  readonly clock: Clock;
}

/**
 * Moves what version 0.1.0 left in the vault to the Document DB, once for each owner, before anything of this owner is
 * read or written there. The records in the vault stay as they are. Of several instances, one moves the records of an
 * owner; each of its writes fails if its lease was taken over, so that a record that was deleted since never comes back.
 */
export class VaultAdoption {
  private readonly logger = new Logger('Persistence');
  private readonly done = new BoundedSet<string>({ capacity: CAPACITY });
  private readonly running = new Map<string, Promise<number>>();
  private readonly turns: ConcurrencyLimiter;

  constructor(private readonly options: VaultAdoptionOptions) {
    const limits = { perKey: AT_ONCE, maxWaiting: MAX_WAITING, maxWaitMs: Infinity };
    this.turns = new ConcurrencyLimiter(limits, options.clock);
  }

  /** Whether this process knows that the owner's records were moved. */
  isDone(owner: string): boolean {
    return this.done.has(owner);
  }

  /**
   * Resolves when the owner's records are moved, to their number; to 0 if that was done before. Costs one read after the
   * first time.
   * @throws VaultError | PersistenceUnavailableError if a store cannot be reached; the next call goes on
   */
  adopt(owner: string): Promise<number> {
    if (this.isDone(owner)) return Promise.resolve(0);
    const pending = this.running.get(owner);
    if (pending) return pending;
    const work = retry(() => this.inTurn(owner), OTHER_INSTANCE).finally(() => this.running.delete(owner));
    this.running.set(owner, work);
    return work;
  }

  private async inTurn(owner: string): Promise<number> {
    try {
      return await this.turns.run(OWNERS, () => this.attempt(owner));
    } catch (error) {
      throw error instanceof RateLimitExceededError ? new PersistenceUnavailableError(error) : error;
    }
  }

  private async attempt(owner: string): Promise<number> {
    const moved = (await this.isMarkedDone(owner)) ? 0 : await this.move(owner);
    this.done.add(owner);
    return moved;
  }

  private async isMarkedDone(owner: string): Promise<boolean> {
    const marker = await this.options.documentDb.get(markerOf(owner));
    if (marker && marker.value !== DONE) throw new AdoptionRunningError();
    return marker !== undefined;
  }

  private async move(owner: string): Promise<number> {
    const { documentDb, vault } = this.options;
    const lease = new Lease(documentDb, markerOf(owner));
    try {
      let moved = 0;
      for await (const page of recordsOfOwner(await vault(), owner, PAGE)) {
        for (const group of groupsOf(page.filter((entry) => !this.isStaying(entry)))) {
          await this.write(lease, group);
          moved += group.length;
        }
      }
      if (moved > 0) await this.report(owner, moved);
      await lease.end();
      return moved;
    } catch (error) {
      await lease.release();
      throw error;
    }
  }

  /** Creates the missing ones; the others were moved before an interruption. */
  private async write(lease: Lease, entries: readonly Entry[]): Promise<void> {
    const { documentDb, clock } = this.options;
    const creations: Operation[] = [];
    for (const entry of entries) {
      const { key, value } = entry;
      const ttlSeconds = remainingSeconds(entry, clock);
      if (ttlSeconds === 0 || (await documentDb.get(key))) continue;
      creations.push({ type: 'upsert', key, value, ttlSeconds, version: null });
    }
    await lease.batch(creations);
  }

  private isStaying({ key }: Entry): boolean {
    return this.options.staying.some((prefix) => key.startsWith(prefix));
  }

  private async report(owner: string, records: number): Promise<void> {
    this.logger.log(
      { event: 'persistence.records_moved', owner, records },
      'records of an earlier version were moved from the vault to the Document DB',
    );
    if (await recordMoved(this.options.documentDb)) {
      this.logger.error({ event: 'persistence.vault_state_found' }, VAULT_STATE_FOUND);
    }
  }
}

export const VAULT_STATE_FOUND =
  'the vault holds state of version 0.1.0, and each account moves to the Document DB with its first request. Records of ' +
  'your own features without an owner do not. Run `monday-app persistence copy --from vault --to document-db` with ' +
  '--owner for the other accounts, or set PERSISTENCE_DRIVER=monday-code to stay in the vault';

/** The right to move the records of an owner, as a record that each write renews. */
class Lease {
  private version: RequiredVersion = null;

  constructor(
    private readonly store: Persistence,
    private readonly key: string,
  ) {}

  /** @throws PersistenceConflictError if another instance took over, or moved the records before */
  async batch(operations: readonly Operation[]): Promise<void> {
    const results = await this.store.batch([this.marker(RUNNING), ...operations]);
    this.version = versionOf(results[0]);
  }

  async end(): Promise<void> {
    await this.store.batch([this.marker(DONE)]);
  }

  /** After a failure, so that the next attempt need not wait. */
  async release(): Promise<void> {
    const { version } = this;
    if (version !== null) await this.store.delete(this.key, version).catch(() => undefined);
  }

  private marker(value: string): Operation {
    const ttl = value === RUNNING ? { ttlSeconds: LEASE_SECONDS } : {};
    return { type: 'upsert', key: this.key, value, version: this.version, ...ttl };
  }
}

const versionOf = (result: Awaited<ReturnType<Persistence['batch']>>[number] | undefined): Version | null =>
  result?.type === 'upsert' ? result.version : null;

const markerOf = (owner: string): string => `${PREFIX}${encodeURIComponent(owner)}`;

/** The small records together, and each large one on its own. */
function groupsOf(entries: readonly Entry[]): Entry[][] {
  const isLarge = ({ value }: Entry): boolean => Buffer.byteLength(value) > LARGE;
  const small = entries.filter((entry) => !isLarge(entry));
  const large = entries.filter(isLarge);
  return [small, ...large.map((entry) => [entry])].filter((group) => group.length > 0);
}
