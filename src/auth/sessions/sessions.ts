import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { sha256 } from 'monday-persistence/hash';
import { Clock } from '../../clock/index.js';
import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { Persistence } from '../../persistence/index.js';
import { SessionExpiredError } from '../auth.errors.js';
import { FRESH_MS } from '../freshness.js';
import { SignedTokens } from '../identifiers/signed-tokens.js';
import { LookupBudget } from '../identifiers/lookup-budget.js';
import { type AccessTokenSubject } from '../tokens/access-token.js';

/** Owner of a session, and the consent that it depends on. */
export type SessionSubject = Omit<AccessTokenSubject, 'familyId'>;

interface StoredSession extends SessionSubject {
  /** When it began, in milliseconds since the epoch; sessions of 0.1.0 do not say. */
  readonly since?: number;
}

interface CachedSession {
  readonly subject: StoredSession | undefined;
  readonly readAt: number;
}

const CAPACITY = 10_000;

const PREFIX = 'auth/session/';
const keyOf = (hash: string): string => `${PREFIX}${hash}`;

/**
 * Cookie sessions: an opaque id in the browser, its hash and its subject here, for as long as a refresh token lives. An
 * id carries a MAC, so that forged ids are refused without a look-up. Recently read sessions are cached. A session that
 * ends on this instance is invalid immediately, and on others within five seconds.
 */
@Injectable()
export class Sessions {
  private readonly cached = new BoundedMap<string, CachedSession>({ capacity: CAPACITY });
  private ended = 0;

  constructor(
    private readonly persistence: Persistence,
    private readonly config: AppConfig,
    private readonly tokens: SignedTokens,
    private readonly lookups: LookupBudget,
    private readonly clock: Clock,
  ) {}

  get ttlSeconds(): number {
    const { refreshTtlSeconds, sessionMaxSeconds } = this.config.jwt;
    return Math.min(refreshTtlSeconds, sessionMaxSeconds);
  }

  /** Starts a session and returns the id for the cookie. */
  async begin(subject: SessionSubject): Promise<string> {
    const id = this.tokens.issue('session-id');
    const { userId, accountId, role, grantId } = subject;
    const value = JSON.stringify({ userId, accountId, role, grantId, since: this.clock.now() });
    const { ttlSeconds } = this;
    await this.persistence.upsert(keyOf(sha256(id)), value, { ttlSeconds, owner: accountId });
    return id;
  }

  /**
   * Returns the owner of a session, or `undefined` if the session does not exist. Recent results are cached.
   * @throws SessionExpiredError if it is older than `SESSION_MAX_DAYS`
   * @throws LookupDelayedError for an id that may be forged, while too many of them arrive
   */
  find(id: string): SessionSubject | undefined | Promise<SessionSubject | undefined> {
    const hash = sha256(id);
    const known = this.cached.get(hash);
    // An ended session never becomes valid again.
    if (known && (known.subject === undefined || this.isFresh(known))) return this.live(known.subject);
    const authenticity = this.tokens.check('session-id', id);
    if (authenticity === 'forged') return undefined;
    if (authenticity === 'unknown' && !known) this.lookups.acquire();
    return this.read(hash, authenticity === 'authentic');
  }

  /** Ends a session. An invalid id is ignored. */
  async end(id: string): Promise<void> {
    if (this.tokens.check('session-id', id) === 'forged') return;
    const hash = sha256(id);
    await this.persistence.delete(keyOf(hash));
    this.cached.delete(hash);
    this.ended++;
  }

  /** The CSRF token for writes. It is derived from the session id, so it cannot be forged without the id. */
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

  private async read(hash: string, isAuthentic: boolean): Promise<SessionSubject | undefined> {
    const readAt = this.clock.now();
    const { ended } = this;
    const entry = await this.persistence.get(keyOf(hash));
    const subject = entry && (JSON.parse(entry.value) as StoredSession);
    // The session may have ended during the read. The result may be stale and is not cached.
    if (subject ? ended === this.ended : isAuthentic) this.cached.set(hash, { subject, readAt });
    return this.live(subject);
  }

  /** The store's own expiry does the same, unless the operator has shortened the time since. */
  private live(session: StoredSession | undefined): SessionSubject | undefined {
    const since = session?.since ?? Number.POSITIVE_INFINITY;
    if (since + this.config.jwt.sessionMaxSeconds * 1000 <= this.clock.now()) throw new SessionExpiredError();
    return session;
  }

  /** A session from the future is not fresh: the clock was set back after the read. */
  private isFresh({ readAt }: CachedSession): boolean {
    const age = this.clock.now() - readAt;
    return age >= 0 && age < FRESH_MS;
  }
}
