import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { PurgesAccount, type Purged } from '../../account-data/index.js';
import { Clock } from '../../clock/index.js';
import { Persistence } from '../../persistence/index.js';
import { isFresh, type KnownSubscription } from './known-subscription.js';

const PREFIX = 'monday/subscriptions/';
const TTL_SECONDS = 30 * 24 * 60 * 60;
/** Another instance learns of a change after this time. */
const CACHED_MS = 5_000;
const MAX_ACCOUNTS = 10_000;

/** Stores what is known of the subscription of each account; the newest knowledge holds. */
@Injectable()
export class SubscriptionStore {
  private readonly cache: BoundedMap<string, KnownSubscription>;

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {
    const now = (): number => clock.monotonic();
    this.cache = new BoundedMap({ capacity: MAX_ACCOUNTS, ttlMs: CACHED_MS, now });
  }

  async find(accountId: string): Promise<KnownSubscription | undefined> {
    const cached = this.cache.get(accountId);
    if (cached) return cached;
    const entry = await this.persistence.get(PREFIX + accountId);
    if (!entry) return undefined;
    const known = JSON.parse(entry.value) as KnownSubscription;
    this.cache.set(accountId, known);
    return known;
  }

  /** Keeps what a token says, unless something newer is known. Writes only if it says more than what is stored. */
  async learn(accountId: string, learned: KnownSubscription): Promise<void> {
    const cached = this.cache.get(accountId);
    if (cached && !this.saysMore(learned, cached)) return;
    await this.update(accountId, (known) => (this.saysMore(learned, known) ? learned : undefined));
  }

  /** Keeps what monday answered. An event that arrived since it was asked may say that this has changed again. */
  async answered(accountId: string, { at, ...answer }: KnownSubscription): Promise<void> {
    await this.update(accountId, (known) => {
      if (known?.isStale && known.at >= at) return { ...answer, at: known.at, isStale: true };
      return { ...answer, at: laterOf(at, known) };
    });
  }

  /** Marks what is known as possibly changed at this time. Of an account that is not known, nothing is stored. */
  async markStale(accountId: string, at: number): Promise<void> {
    await this.update(accountId, (known) => known && { ...known, at: laterOf(at, known), isStale: true });
  }

  @PurgesAccount('subscriptions')
  async purgeAccount(accountId: string): Promise<Purged> {
    this.cache.delete(accountId);
    return (await this.persistence.delete(PREFIX + accountId)) ? 1 : 0;
  }

  private saysMore(learned: KnownSubscription, known: KnownSubscription | undefined): boolean {
    if (known === undefined) return true;
    if (learned.at < known.at) return false;
    const isSame = JSON.stringify(learned.subscription) === JSON.stringify(known.subscription);
    return !isSame || !isFresh(known, this.clock.now());
  }

  private async update(
    accountId: string,
    change: (known: KnownSubscription | undefined) => KnownSubscription | undefined,
  ): Promise<void> {
    await this.persistence.update(PREFIX + accountId, (entry) => {
      const known = entry && (JSON.parse(entry.value) as KnownSubscription);
      const next = change(known);
      const kept = next ?? known;
      if (kept) this.cache.set(accountId, kept);
      return next && { value: JSON.stringify(next), ttlSeconds: TTL_SECONDS, owner: accountId };
    });
  }
}

/** monday's clock may be ahead. */
const laterOf = (at: number, known: KnownSubscription | undefined): number => Math.max(at, known?.at ?? 0);
