import { sha256 } from 'monday-persistence/hash';
import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { type Clock } from '../../clock/index.js';
import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { Persistence, unlessConflict, type Entry } from '../../persistence/index.js';
import { RefreshTokenInvalidError, RefreshTokenReusedError, SessionExpiredError } from '../auth.errors.js';
import { Metrics, OutcomeCounter } from '../../telemetry/index.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { ActiveUserCheck } from '../connections/active-user-check.js';
import { ConsentCache } from '../connections/consent-cache.js';
import { SignedTokens, type Authenticity } from '../identifiers/signed-tokens.js';
import { LookupBudget } from '../identifiers/lookup-budget.js';
import { type AccessTokenSubject } from './access-token.js';
import { type Role } from '../role.js';

/** `<handle>.<secret>`, each in base64url. */
const TOKEN = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;
const HANDLE_BYTES = 16;
const NONCE_BYTES = 16;
/** How long a used token gets its successor again. */
const GRACE_MS = 10_000;
const OUTCOMES = ['rotated', 'repeated', 'reused'] as const;
/** With 15 minutes of the access token, a user whom monday cut off has access for at most 16 minutes. */
const CONFIRMED_MS = 60 * 1000;
/** Ended families whose tokens may still be used by clients. */
const MAX_ENDED = 10_000;

/** A token that was exchanged for its successor. */
interface UsedToken {
  readonly hash: string;
  /** The successor is derived from this and the secret of the used token, which is not stored. */
  readonly nonce: string;
  /** When it was used, in milliseconds since the epoch. */
  readonly usedAt: number;
}

/** The refresh tokens of one login. Only the newest is valid. */
interface Family {
  readonly subject: Omit<AccessTokenSubject, 'familyId'>;
  /** Hash of the newest secret. The secret itself is not stored. */
  readonly hash: string;
  /** The token before the newest, which may be sent again for a moment. */
  readonly previous?: UsedToken;
  /** When the user logged in, in milliseconds since the epoch; families of 0.1.0 count from their next refresh. */
  readonly since?: number;
}

/** A refresh token and the subject of its access token. */
export interface IssuedRefreshToken {
  readonly token: string;
  readonly subject: AccessTokenSubject;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
}

const PREFIX = 'auth/family/';
const keyOf = (familyId: string): string => `${PREFIX}${familyId}`;

/**
 * A family is identified by the hash of its handle. Access tokens contain this hash. An attacker who finds an old
 * access token therefore cannot build a used refresh token from it to end the login.
 */
const familyOf = (handle: string): string => sha256(handle).slice(0, 22);

/**
 * Refresh tokens: opaque, single-use, and stored only as a hash. Each use replaces the token. A second use within ten
 * seconds, before the successor was used, gives the same successor again: two tabs refreshed at once, or the reply was
 * lost. Any other second use means that the token was stolen, and ends its family. The secret carries a MAC of itself and its handle, so that forged tokens
 * are refused without a look-up.
 */
@Injectable()
export class RefreshTokens {
  private readonly logger = new Logger(RefreshTokens.name);
  private readonly outcomes: OutcomeCounter<(typeof OUTCOMES)[number]>;
  private readonly ended = new BoundedSet<string>({ capacity: MAX_ENDED });

  constructor(
    private readonly persistence: Persistence,
    private readonly consents: ConsentCache,
    private readonly config: AppConfig,
    private readonly tokens: SignedTokens,
    private readonly lookups: LookupBudget,
    private readonly activeUsers: ActiveUserCheck,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.outcomes = new OutcomeCounter(metrics, {
      name: 'token_refreshes_total',
      help: 'Uses of refresh tokens: the first, a repeat within ten seconds, or a reuse that ended the login.',
      outcomes: OUTCOMES,
    });
  }

  /** Begins a family. */
  async issue(subject: Omit<AccessTokenSubject, 'familyId'>): Promise<IssuedRefreshToken> {
    const handle = randomBytes(HANDLE_BYTES).toString('base64url');
    const issuedAt = this.clock.now();
    const secret = this.tokens.issue('refresh-token', handle);
    await this.write(handle, { subject, hash: sha256(secret), since: issuedAt }, null);
    return issuedTo(handle, secret, subject, issuedAt);
  }

  /**
   * @throws RefreshTokenInvalidError | RefreshTokenReusedError | LookupDelayedError
   * @throws SessionExpiredError | UserInactiveError | ConnectionExpiredError if the login may not go on
   * @throws MondayUnavailableError if monday has not answered for an hour
   */
  async rotate(token: string): Promise<IssuedRefreshToken> {
    const [, handle, secret] = TOKEN.exec(token) ?? [];
    if (handle === undefined || secret === undefined) throw new RefreshTokenInvalidError();
    const familyId = familyOf(handle);
    const entry = await this.find(familyId, this.tokens.check('refresh-token', secret, handle));
    if (!entry) throw new RefreshTokenInvalidError();
    return this.exchange(handle, secret, entry);
  }

  private async exchange(handle: string, secret: string, entry: Entry): Promise<IssuedRefreshToken> {
    const familyId = familyOf(handle);
    const family = JSON.parse(entry.value) as Family;
    const { subject, hash, previous, since = this.clock.now() } = family;
    const given = sha256(secret);
    const isNewest = equalInConstantTime(given, hash);
    const isRepeat =
      previous !== undefined &&
      equalInConstantTime(given, previous.hash) &&
      isRecent(previous, this.clock.now());
    if (!isNewest && !isRepeat) return this.refuseReuse(familyId, subject);
    const role = await this.authorize(familyId, subject, since);
    const current = { ...family, subject: { ...subject, role }, since };
    return isNewest ? this.replace(handle, secret, current, entry) : this.repeat(handle, secret, current);
  }

  /** The user's role now, if the login may go on. */
  private async authorize(familyId: string, subject: Family['subject'], since: number): Promise<Role> {
    if (since + this.config.jwt.sessionMaxSeconds * 1000 <= this.clock.now()) {
      await this.endFamily(familyId);
      throw new SessionExpiredError();
    }
    const consent = await this.consents.load(subject);
    if (consent.id !== subject.grantId) return this.refuseEnded(familyId);
    const { accountId, userId } = subject;
    const role = await this.activeUsers.roleWithin(CONFIRMED_MS, { accountId, userId }, consent);
    return role ?? subject.role;
  }

  private async find(familyId: string, authenticity: Authenticity): Promise<Entry | undefined> {
    if (authenticity === 'forged' || this.ended.has(familyId)) return undefined;
    if (authenticity === 'unknown') this.lookups.acquire();
    const entry = await this.persistence.get(keyOf(familyId));
    if (!entry && authenticity === 'authentic') this.ended.add(familyId);
    return entry;
  }

  async endFamily(familyId: string): Promise<void> {
    await this.persistence.delete(keyOf(familyId));
  }

  @PurgesAccount('refresh tokens')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, PREFIX, namesAccount(accountId));
  }

  private async replace(
    handle: string,
    secret: string,
    { subject, hash, since }: Family,
    { version }: Entry,
  ): Promise<IssuedRefreshToken> {
    const usedAt = this.clock.now();
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const [successor = ''] = this.tokens.derive('refresh-token', seedOf(nonce, secret), handle);
    const next = { subject, hash: sha256(successor), previous: { hash, nonce, usedAt }, since };
    const written = await unlessConflict(this.write(handle, next, version));
    if (written) {
      this.outcomes.count('rotated');
      return issuedTo(handle, successor, subject, usedAt);
    }
    // Another request used the same token at the same moment, or there was a logout.
    const entry = await this.persistence.get(keyOf(familyOf(handle)));
    if (!entry) throw new RefreshTokenInvalidError();
    return this.exchange(handle, secret, entry);
  }

  /** The pair that the first use of the token got. */
  private repeat(handle: string, secret: string, { subject, hash, previous }: Family): IssuedRefreshToken {
    const { nonce = '', usedAt = 0 } = previous ?? {};
    const successor = this.tokens
      .derive('refresh-token', seedOf(nonce, secret), handle)
      .find((candidate) => equalInConstantTime(sha256(candidate), hash));
    // Its key has left the ring since.
    if (successor === undefined) throw new RefreshTokenInvalidError();
    const { accountId, userId } = subject;
    this.outcomes.count('repeated');
    this.logger.warn(
      { event: 'auth.refresh_repeated', accountId, userId },
      'a refresh token was used again within ten seconds; it got the same pair',
    );
    return issuedTo(handle, successor, subject, usedAt);
  }

  private async write(handle: string, family: Family, version: string | null): Promise<true> {
    const ttlSeconds = this.config.jwt.refreshTtlSeconds;
    const options = { version, ttlSeconds, owner: family.subject.accountId };
    await this.persistence.upsert(keyOf(familyOf(handle)), JSON.stringify(family), options);
    return true;
  }

  private async refuseReuse(familyId: string, { accountId, userId }: Family['subject']): Promise<never> {
    await this.endFamily(familyId);
    this.outcomes.count('reused');
    this.logger.warn(
      { event: 'auth.refresh_reused', accountId, userId },
      'a refresh token was used twice; its family is revoked',
    );
    throw new RefreshTokenReusedError();
  }

  private async refuseEnded(familyId: string): Promise<never> {
    await this.endFamily(familyId);
    throw new RefreshTokenInvalidError();
  }
}

const seedOf = (nonce: string, secret: string): string => `${nonce}:${secret}`;

/** Clocks of instances may differ a little, in either direction. */
const isRecent = ({ usedAt }: UsedToken, now: number): boolean => Math.abs(now - usedAt) < GRACE_MS;

function issuedTo(
  handle: string,
  secret: string,
  subject: Family['subject'],
  issuedAt: number,
): IssuedRefreshToken {
  return { token: `${handle}.${secret}`, subject: { ...subject, familyId: familyOf(handle) }, issuedAt };
}
