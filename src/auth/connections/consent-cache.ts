import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from '../../clock/index.js';
import { FRESH_MS } from '../freshness.js';
import { AccountRevocations } from './account-revocations.js';
import { type ConnectionOwner, type ConnectionState } from './connection.js';
import { ConnectionStore } from './connection.store.js';
import { type Role } from '../role.js';
import { LookupBudget } from '../identifiers/lookup-budget.js';

/** The consent that a user's tokens and sessions depend on. */
export interface Consent {
  /** `undefined` if the user has no connection. */
  readonly id: string | undefined;
  readonly state: ConnectionState | undefined;
  /** The user's role when monday last confirmed them, if it is known. */
  readonly role: Role | undefined;
  /** When monday last confirmed that the user is active, in milliseconds since the epoch; 0 if it is not known. */
  readonly confirmedAt: number;
  /** When the account last uninstalled the app, in milliseconds since the epoch; 0 for never. */
  readonly accountSince: number;
}

const CAPACITY = 10_000;

/**
 * Caches whether a user's consent is still valid, so that a guarded request needs no read. Changes made by this
 * instance remove the entry immediately.
 */
@Injectable()
export class ConsentCache {
  private readonly cached: BoundedMap<string, Consent>;
  private readonly reading = new Map<string, Promise<Consent>>();

  constructor(
    private readonly connections: ConnectionStore,
    private readonly accountRevocations: AccountRevocations,
    private readonly lookups: LookupBudget,
    private readonly clock: Clock,
  ) {
    this.cached = new BoundedMap({ capacity: CAPACITY, ttlMs: FRESH_MS, now: () => clock.now() });
  }

  /** The grant, if it is in memory and fresh. */
  peek(owner: ConnectionOwner): Consent | undefined {
    return this.cached.get(nameOf(owner));
  }

  /** The grant, from memory or from the store. Concurrent callers share one read. */
  get(owner: ConnectionOwner): Promise<Consent> {
    const known = this.peek(owner);
    if (known) return Promise.resolve(known);
    const name = nameOf(owner);
    const pending = this.reading.get(name);
    if (pending) return pending;
    const read = this.read(owner, name);
    this.reading.set(name, read);
    return read;
  }

  /**
   * Reads the grant from the store, because the cached grant refuses the request and another instance may have changed
   * it. If the store is rate limited and many such requests arrive, the cached grant is used, so that refused clients
   * cannot exhaust the store.
   */
  renew(owner: ConnectionOwner): Promise<Consent> {
    if (this.lookups.tryAcquire()) this.forget(owner);
    return this.get(owner);
  }

  /** The grant as it is stored right now. */
  async load(owner: ConnectionOwner): Promise<Consent> {
    const [stored, revocation] = await Promise.all([
      this.connections.findHead(owner),
      this.accountRevocations.current(owner.accountId),
    ]);
    const head = stored?.head.revocationId === revocation.id ? stored.head : undefined;
    return {
      id: head?.grantId,
      state: head?.state,
      role: head?.role,
      confirmedAt: head?.confirmedAt ?? 0,
      accountSince: revocation.since,
    };
  }

  forget(owner: ConnectionOwner): void {
    this.cached.delete(nameOf(owner));
    this.reading.delete(nameOf(owner));
  }

  forgetAccount(accountId: string): void {
    for (const names of [this.cached, this.reading]) {
      for (const [name] of names.entries()) {
        if (name.startsWith(`${accountId}/`)) names.delete(name);
      }
    }
  }

  private async read(owner: ConnectionOwner, name: string): Promise<Consent> {
    const readAt = this.clock.now();
    // Wait one turn, so that `get` has registered this read before it can finish.
    await Promise.resolve();
    const mine = this.reading.get(name);
    try {
      const consent = await this.load(owner);
      // If the entry was removed or replaced, a change happened during the read. The result may be stale and is not
      // cached.
      if (mine && this.reading.get(name) === mine) this.cached.set(name, consent, readAt);
      return consent;
    } finally {
      if (this.reading.get(name) === mine) this.reading.delete(name);
    }
  }
}

const nameOf = ({ accountId, userId }: ConnectionOwner): string => `${accountId}/${userId}`;
