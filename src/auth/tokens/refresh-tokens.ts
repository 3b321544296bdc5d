import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { Persistence, unlessConflict, type Entry } from '../../persistence/index.js';
import { RefreshTokenInvalidError, RefreshTokenReusedError, SessionExpiredError } from '../auth.errors.js';
import { ActiveUserCheck } from '../connections/active-user-check.js';
import { ConsentCache } from '../connections/consent-cache.js';
import { SignedTokens, type Authenticity } from '../identifiers/signed-tokens.js';
import { LookupBudget } from '../identifiers/lookup-budget.js';
import { sha256 } from '../secret-text.js';
import { type AccessTokenSubject } from './access-token.js';
import { type Role } from '../role.js';

/** `<handle>.<secret>`, each in base64url. */
const TOKEN = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;
const HANDLE_BYTES = 16;
/** With 15 minutes of the access token, a user whom monday cut off has access for at most 16 minutes. */
const CONFIRMED_MS = 60 * 1000;
/** Ended families whose tokens may still be used by clients. */
const MAX_ENDED = 10_000;

/** The refresh tokens of one login. Only the newest is valid. */
interface Family {
  readonly subject: Omit<AccessTokenSubject, 'familyId'>;
  /** Hash of the newest secret. The secret itself is not stored. */
  readonly hash: string;
  /** When the user logged in, in milliseconds since the epoch; families of 0.1.0 count from their next refresh. */
  readonly since?: number;
}

type Login = Required<Pick<Family, 'subject' | 'since'>>;

/** A refresh token and the subject of its access token. */
export interface IssuedRefreshToken {
  readonly token: string;
  readonly subject: AccessTokenSubject;
}

const PREFIX = 'auth/family/';
const keyOf = (familyId: string): string => `${PREFIX}${familyId}`;

/**
 * A family is identified by the hash of its handle. Access tokens contain this hash. An attacker who finds an old
 * access token therefore cannot build a used refresh token from it to end the login.
 */
const familyOf = (handle: string): string => sha256(handle).slice(0, 22);

/**
 * Refresh tokens: opaque, single-use, and stored only as a hash. Each use replaces the token. A second use means that
 * the token was stolen, and ends its family. The secret carries a MAC of itself and its handle, so that forged tokens
 * are refused without a look-up.
 */
@Injectable()
export class RefreshTokens {
  private readonly logger = new Logger(RefreshTokens.name);
  private readonly ended = new BoundedSet<string>({ capacity: MAX_ENDED });

  constructor(
    private readonly persistence: Persistence,
    private readonly consents: ConsentCache,
    private readonly config: AppConfig,
    private readonly tokens: SignedTokens,
    private readonly lookups: LookupBudget,
    private readonly activeUsers: ActiveUserCheck,
  ) {}

  /** Begins a family. */
  async issue(subject: Omit<AccessTokenSubject, 'familyId'>): Promise<IssuedRefreshToken> {
    return this.write(
      randomBytes(HANDLE_BYTES).toString('base64url'),
      { subject, since: SYSTEM_CLOCK.now() },
      null,
    );
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
    const { subject, hash, since = SYSTEM_CLOCK.now() } = JSON.parse(entry.value) as Family;
    if (!equalInConstantTime(sha256(secret), hash)) return this.refuseReuse(familyId, subject);
    const role = await this.authorize(familyId, subject, since);
    return this.replace(handle, { subject: { ...subject, role }, since }, entry);
  }

  /** The user's role now, if the login may go on. */
  private async authorize(familyId: string, subject: Family['subject'], since: number): Promise<Role> {
    if (since + this.config.jwt.sessionMaxSeconds * 1000 <= SYSTEM_CLOCK.now()) {
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

  /** Another request used the same token at the same moment, or there was a logout. */
  private async replace(handle: string, login: Login, { version }: Entry): Promise<IssuedRefreshToken> {
    const issued = await unlessConflict(this.write(handle, login, version));
    if (issued) return issued;
    const familyId = familyOf(handle);
    const isOver = (await this.persistence.get(keyOf(familyId))) === undefined;
    if (isOver) throw new RefreshTokenInvalidError();
    return this.refuseReuse(familyId, login.subject);
  }

  private async write(
    handle: string,
    { subject, since }: Login,
    version: string | null,
  ): Promise<IssuedRefreshToken> {
    const familyId = familyOf(handle);
    const secret = this.tokens.issue('refresh-token', handle);
    const family: Family = { subject, hash: sha256(secret), since };
    const ttlSeconds = this.config.jwt.refreshTtlSeconds;
    const options = { version, ttlSeconds, owner: subject.accountId };
    await this.persistence.upsert(keyOf(familyId), JSON.stringify(family), options);
    return { token: `${handle}.${secret}`, subject: { ...subject, familyId } };
  }

  private async refuseReuse(familyId: string, { accountId, userId }: Family['subject']): Promise<never> {
    await this.endFamily(familyId);
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
