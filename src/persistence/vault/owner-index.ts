import { type Clock } from 'monday-persistence/clock';
import { type ScanOptions } from 'monday-persistence';
import { sha256Bytes } from 'monday-persistence/hash';
import { OwnerPage, type OwnedKey, type PageStore } from './owner-page.js';
import { type VaultClient } from './vault.client.js';
import { vaultKey } from './vault-key.js';

/** A page is written at most once per second. Each owner has several pages to reduce waiting. */
const PAGES = 4;
const TEND_AFTER_MS = 15_000;
/** Time that a key is kept after its record expired, so that the record is not being written again. */
const SWEEP_AFTER_MS = 60 * 60 * 1000;
/** Number of records checked at once; the vault allows 7 calls per second in total. */
const SWEPT_AT_ONCE = 8;

export interface OwnerIndexOptions {
  readonly vault: VaultClient;
  /** Milliseconds since the epoch. */
  readonly clock: Clock;
  /** Removes the value of an expired record. @returns the expiry time of a live record, 0 for none */
  readonly removeExpired: (key: string) => Promise<number | undefined>;
}

interface TendedPage {
  readonly page: OwnerPage;
  readonly timer: NodeJS.Timeout;
}

/**
 * An index of the keys of each owner, because the vault cannot list keys. It is used to find and delete all records of
 * an account. A key is added before its record is written, so that a crash in between loses none. Expired records are
 * removed gradually, a few after each write of the owner.
 */
export class OwnerIndex {
  /** Pages with pending writes or confirmations; all others are only in the vault. */
  private readonly pages = new Map<string, TendedPage>();
  private isClosed = false;

  constructor(private readonly options: OwnerIndexOptions) {}

  /** Resolves once the key is in the index. @param expiresAt milliseconds since the epoch, 0 for never */
  async note(owner: string, key: string, expiresAt: number): Promise<void> {
    await this.pageOf(owner, key).note(key, expiresAt);
  }

  /** Marks a deleted record; its key is removed with the next write. */
  drop(owner: string, key: string): void {
    this.pageOf(owner, key).drop(key);
  }

  /** The owner's keys in the range of a scan, in byte order or in reverse; they may include deleted records. */
  async select(
    owner: string,
    { prefix, after = '', before, descending, contains = '' }: ScanOptions,
  ): Promise<OwnedKey[]> {
    const pages = Array.from({ length: PAGES }, (_, number) => this.read(nameOf(owner, number)));
    const term = contains.toLowerCase();
    return (await Promise.all(pages))
      .flat()
      .filter(({ key }) => key.startsWith(prefix) && compareBytes(key, after) > 0)
      .filter(({ key }) => before === undefined || compareBytes(key, before) < 0)
      .filter(({ key }) => key.slice(prefix.length).toLowerCase().includes(term))
      .sort((one, other) => (descending ? -1 : 1) * compareBytes(one.key, other.key));
  }

  /** Runs the pending maintenance immediately. */
  async tend(): Promise<void> {
    for (const name of [...this.pages.keys()]) await this.tendPage(name);
  }

  close(): void {
    this.isClosed = true;
    for (const { timer } of this.pages.values()) clearTimeout(timer);
    this.pages.clear();
  }

  private read(name: string): Promise<readonly OwnedKey[]> {
    return this.pages.get(name)?.page.settle() ?? this.storeOf(name).read();
  }

  private pageOf(owner: string, key: string): OwnerPage {
    const name = nameOf(owner, numberOf(key));
    const page = this.pages.get(name)?.page ?? new OwnerPage(this.storeOf(name), this.options.clock);
    this.tendLater(name, page);
    return page;
  }

  private tendLater(name: string, page: OwnerPage): void {
    if (this.isClosed || this.pages.has(name)) return;
    // Failures are retried later.
    const tend = (): void => void this.tendPage(name).catch(() => undefined);
    this.pages.set(name, { page, timer: setTimeout(tend, TEND_AFTER_MS).unref() });
  }

  private async tendPage(name: string): Promise<void> {
    const tended = this.pages.get(name);
    if (!tended) return;
    clearTimeout(tended.timer);
    const { page } = tended;
    try {
      await this.sweep(page, await page.settle());
    } finally {
      // Both in one turn, so that no key is added to a discarded page.
      this.pages.delete(name);
      if (!page.isSettled) this.tendLater(name, page);
    }
  }

  private async sweep(page: OwnerPage, keys: readonly OwnedKey[]): Promise<void> {
    const before = this.options.clock.now() - SWEEP_AFTER_MS;
    const due = keys.filter(({ expiresAt }) => expiresAt > 0 && expiresAt <= before).slice(0, SWEPT_AT_ONCE);
    for (const { key } of due) {
      if (this.isClosed) return;
      const expiresAt = await this.options.removeExpired(key);
      if (expiresAt === undefined) page.drop(key);
      else page.remember(key, expiresAt);
    }
  }

  private storeOf(name: string): PageStore {
    const { vault } = this.options;
    const key = vaultKey(name);
    return {
      read: async () => readKeys((await vault.read(key))?.['keys']),
      write: (keys) =>
        keys.length === 0 ? vault.remove(key) : vault.write(key, { keys: JSON.stringify(keys.map(rowOf)) }),
    };
  }
}

const nameOf = (owner: string, page: number): string => `persistence/owners/${page}/${owner}`;

/** The same in every process, so that each key is on exactly one page. */
const numberOf = (key: string): number => (sha256Bytes(key)[0] ?? 0) % PAGES;

const compareBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

type Row = readonly [key: string, expiresAt: number, notedAt: number];

const rowOf = ({ key, expiresAt, notedAt }: OwnedKey): Row => [key, expiresAt, notedAt];

function readKeys(text: unknown): OwnedKey[] {
  if (typeof text !== 'string') return [];
  return (JSON.parse(text) as Row[]).map(([key, expiresAt, notedAt]) => ({ key, expiresAt, notedAt }));
}
