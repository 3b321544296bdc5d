import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { FRESH_MS } from '../freshness.js';
import { AccountRevocations } from './account-revocations.js';
import { type ConnectionOwner, type ConnectionState } from './connection.js';
import { ConnectionStore } from './connection.store.js';
import { ReservedLookups } from '../identifiers/reserved-lookups.js';

/** What stands behind a user's tokens and sessions. */
export interface Consent {
  /** `undefined` if the user has no connection. */
  readonly id: string | undefined;
  readonly state: ConnectionState | undefined;
  /** When the account last uninstalled the app, in milliseconds since the epoch; 0 for never. */
  readonly accountSince: number;
}

const CAPACITY = 10_000;

/**
 * Whether a user's consent still stands, from memory if it was read lately, so that a guarded request costs no
 * read. What this instance itself changes is forgotten here at once.
 */
@Injectable()
export class ConsentCache {
  private readonly cached = new BoundedMap<string, Consent>({ capacity: CAPACITY, ttlMs: FRESH_MS });
  private readonly reading = new Map<string, Promise<Consent>>();

  constructor(
    private readonly connections: ConnectionStore,
    private readonly accountRevocations: AccountRevocations,
    private readonly lookups: ReservedLookups,
  ) {}

  /** The grant, if it is in memory and fresh. */
  peek(owner: ConnectionOwner): Consent | undefined {
    return this.cached.get(nameOf(owner));
  }

  /** The grant, from memory or read now; those who ask for it at the same time share one read. */
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
   * The grant, read now: what is in memory refuses, and another instance may have changed it since. If the store's calls
   * are scarce and many ask, memory stands: whoever was refused may come again and again.
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
    const isLive = stored?.head.epoch === revocation.id;
    return {
      id: isLive ? stored?.head.grantId : undefined,
      state: isLive ? stored?.head.state : undefined,
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
    const readAt = Date.now();
    // One turn later, so that `get` has entered this read before it can end.
    await Promise.resolve();
    const mine = this.reading.get(name);
    try {
      const consent = await this.load(owner);
      // Where the entry is gone or another's, a change came in between: the answer may be old and is not kept.
      if (mine && this.reading.get(name) === mine) this.cached.set(name, consent, readAt);
      return consent;
    } finally {
      if (this.reading.get(name) === mine) this.reading.delete(name);
    }
  }
}

const nameOf = ({ accountId, userId }: ConnectionOwner): string => `${accountId}/${userId}`;
