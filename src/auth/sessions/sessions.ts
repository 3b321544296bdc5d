import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { Persistence } from '../../persistence/index.js';
import { isFresh } from '../freshness.js';
import { sha256 } from '../secret-text.js';
import type { AccessTokenSubject } from '../tokens/access-token.js';

/** Whose session it is, and what it hangs on. */
export type SessionSubject = Omit<AccessTokenSubject, 'familyId'>;

interface CachedSession {
  readonly subject: SessionSubject | undefined;
  readonly readAt: number;
}

const ID = /^[A-Za-z0-9_-]{43}$/;
const ID_BYTES = 32;
const CAPACITY = 10_000;

const PREFIX = 'auth/session/';
const keyOf = (hash: string): string => `${PREFIX}${hash}`;

/**
 * Cookie sessions: an opaque id in the browser, its hash and its subject here, for as long as a refresh token lives.
 * A session that was read lately is answered from memory; one that ends on this instance is gone at once, on another
 * within five seconds.
 */
@Injectable()
export class Sessions {
  private readonly cached = new Map<string, CachedSession>();
  private ended = 0;

  constructor(
    private readonly persistence: Persistence,
    private readonly config: AppConfig,
  ) {}

  get ttlSeconds(): number {
    return this.config.jwt.refreshTtlSeconds;
  }

  /** Begins a session and gives the id for the cookie. */
  async begin(subject: SessionSubject): Promise<string> {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const { userId, accountId, role, grantId } = subject;
    const value = JSON.stringify({ userId, accountId, role, grantId });
    const { ttlSeconds } = this;
    await this.persistence.put(keyOf(sha256(id)), value, { ttlSeconds, owner: accountId });
    return id;
  }

  /** Whose session this is; `undefined` where there is none, from memory where it was read lately. */
  find(id: string): SessionSubject | undefined | Promise<SessionSubject | undefined> {
    if (!ID.test(id)) return undefined;
    const hash = sha256(id);
    const known = this.cached.get(hash);
    return known && isFresh(known.readAt) ? known.subject : this.read(hash);
  }

  /** Ends a session; anything that is no id of one is ignored. */
  async end(id: string): Promise<void> {
    if (!ID.test(id)) return;
    const hash = sha256(id);
    await this.persistence.delete(keyOf(hash));
    this.cached.delete(hash);
    this.ended++;
  }

  /** The token that a page must send with a write; whoever does not know the session's id cannot make it. */
  csrfToken(id: string): string {
    return sha256(`csrf:${id}`);
  }

  @PurgesAccount('sessions')
  async purgeAccount(accountId: string): Promise<Purged> {
    const purged = await purgeRecords(this.persistence, accountId, PREFIX, namesAccount(accountId));
    this.cached.clear();
    this.ended++;
    return purged;
  }

  private async read(hash: string): Promise<SessionSubject | undefined> {
    const readAt = Date.now();
    const { ended } = this;
    const entry = await this.persistence.get(keyOf(hash));
    const subject = entry && (JSON.parse(entry.value) as SessionSubject);
    // A session may have ended while this was read: then the answer may be old and is not kept.
    if (subject && ended === this.ended) this.keep(hash, { subject, readAt });
    return subject;
  }

  private keep(hash: string, session: CachedSession): void {
    this.cached.delete(hash);
    if (this.cached.size >= CAPACITY) {
      const [oldest] = this.cached.keys();
      if (oldest !== undefined) this.cached.delete(oldest);
    }
    this.cached.set(hash, session);
  }
}
