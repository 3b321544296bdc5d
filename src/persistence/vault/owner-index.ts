import { createHash } from 'node:crypto';
import { type ScanOptions } from 'monday-persistence';
import { OwnerPage, type OwnedKey, type PageStore } from './owner-page.js';
import { type VaultClient } from './vault.client.js';
import { vaultKey } from './vault-key.js';

/** A page is written once a second at most; owners have several, so that few have to wait. */
const PAGES = 4;
const TEND_AFTER_MS = 15_000;
/** How long a key stays after its record expired: by then nobody is about to write it anew. */
const SWEEP_AFTER_MS = 60 * 60 * 1000;
/** Records that are looked at in one go: the vault takes 7 calls a second from all. */
const SWEPT_AT_ONCE = 8;

export interface OwnerIndexOptions {
  readonly vault: VaultClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Removes what is left of a record that expired. @returns when it expires if it lives, 0 for never */
  readonly removeExpired: (key: string) => Promise<number | undefined>;
}

interface TendedPage {
  readonly page: OwnerPage;
  readonly timer: NodeJS.Timeout;
}

/**
 * The keys of each owner's records, for a vault that cannot list: with it, all that belongs to an account can be found
 * and deleted. A key is noted down before its record is written, so that none is missed if a process dies between.
 * What has expired is removed from the vault by and by, a few records after each write of the owner's.
 */
export class OwnerIndex {
  /** Those that have something to write or to confirm; all else is in the vault alone. */
  private readonly pages = new Map<string, TendedPage>();
  private isClosed = false;

  constructor(private readonly options: OwnerIndexOptions) {}

  /** Resolves once the key is in the index. @param expiresAt milliseconds since the epoch, 0 for never */
  async note(owner: string, key: string, expiresAt: number): Promise<void> {
    await this.pageOf(owner, key).note(key, expiresAt);
  }

  /** The record is gone; its key goes with the next write. */
  drop(owner: string, key: string): void {
    this.pageOf(owner, key).drop(key);
  }

  /** Those of the owner's keys that a scan wants, also of records that are gone, in the order of their bytes. */
  async select(owner: string, { prefix, after = '', contains = '' }: ScanOptions): Promise<OwnedKey[]> {
    const pages = Array.from({ length: PAGES }, (_, number) => this.read(nameOf(owner, number)));
    const term = contains.toLowerCase();
    return (await Promise.all(pages))
      .flat()
      .filter(({ key }) => key.startsWith(prefix) && compareBytes(key, after) > 0)
      .filter(({ key }) => key.slice(prefix.length).toLowerCase().includes(term))
      .sort((one, other) => compareBytes(one.key, other.key));
  }

  /** Does now what is otherwise done a while after a write. */
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
    const page = this.pages.get(name)?.page ?? new OwnerPage(this.storeOf(name), this.options.now);
    this.tendLater(name, page);
    return page;
  }

  private tendLater(name: string, page: OwnerPage): void {
    if (this.isClosed || this.pages.has(name)) return;
    // What fails is done another time.
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
      // One turn for both, so that nobody notes anything on a page that is forgotten.
      this.pages.delete(name);
      if (!page.isSettled) this.tendLater(name, page);
    }
  }

  private async sweep(page: OwnerPage, keys: readonly OwnedKey[]): Promise<void> {
    const before = this.options.now() - SWEEP_AFTER_MS;
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

/** The same in every process, so that a key is on one page only. */
const numberOf = (key: string): number => (createHash('sha256').update(key).digest()[0] ?? 0) % PAGES;

const compareBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

type Row = readonly [key: string, expiresAt: number, notedAt: number];

const rowOf = ({ key, expiresAt, notedAt }: OwnedKey): Row => [key, expiresAt, notedAt];

function readKeys(text: unknown): OwnedKey[] {
  if (typeof text !== 'string') return [];
  return (JSON.parse(text) as Row[]).map(([key, expiresAt, notedAt]) => ({ key, expiresAt, notedAt }));
}
