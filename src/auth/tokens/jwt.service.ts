import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { BoundedMap } from 'monday-persistence/bounded';
import { type Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { SecretService } from '../../secrets/index.js';
import { CredentialRefusedError } from '../auth.errors.js';
import { type AccessToken, type AccessTokenClaims, type AccessTokenSubject } from './access-token.js';
import { JwtKeys } from './jwt-keys.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { peekToken } from '../peek-token.js';
import { ROLES } from '../role.js';

const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const MAX_REMEMBERED = 5_000;

/** An access token for the client. */
export interface IssuedAccessToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/**
 * Signs and verifies the app's own access tokens: HS256, with separate keys that can be rotated while the app is
 * running (`JWT_KEYS`: the first key signs, all keys verify). Issuer and audience are fixed names, never an address.
 */
@Injectable()
export class JWTService {
  private current: JwtKeys | undefined;
  /**
   * Cache of recently verified signatures, so that they are not verified for each request. Expiry and consent are
   * always checked.
   */
  private readonly verified = new BoundedMap<string, AccessToken>({ capacity: MAX_REMEMBERED });

  constructor(
    private readonly jwt: JwtService,
    private readonly secrets: SecretService,
    private readonly config: AppConfig,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
  ) {}

  /** @param issuedAt milliseconds since the epoch; the same subject and time give the same token */
  sign(subject: AccessTokenSubject, issuedAt = this.clock.now()): IssuedAccessToken {
    const { issuer, audience, accessTtlSeconds } = this.config.jwt;
    const { newest } = this.keys();
    const iat = Math.floor(issuedAt / 1000);
    const token = this.jwt.sign(
      { account: subject.accountId, role: subject.role, grant: subject.grantId, sid: subject.familyId, iat },
      {
        privateKey: newest.key,
        algorithm: ALGORITHM,
        header: { alg: ALGORITHM, typ: TYPE, kid: newest.kid },
        subject: subject.userId,
        issuer,
        audience,
        expiresIn: accessTtlSeconds,
      },
    );
    return { token, expiresInSeconds: Math.ceil(iat + accessTtlSeconds - this.clock.now() / 1000) };
  }

  /**
   * Checks signature, type, issuer, audience and expiry. The guard checks whether the consent is still valid.
   * @throws CredentialRefusedError
   */
  verify(token: string): AccessToken {
    const keys = this.keys();
    const known = this.verified.get(token);
    if (known) {
      if (known.expiresAt > this.clock.now() / 1000) return known;
      throw new CredentialRefusedError('expired');
    }
    const verified = this.check(token, keys);
    this.verified.set(token, verified);
    return verified;
  }

  /** Whether the token was verified recently, and therefore is genuine. */
  isRemembered(token: string): boolean {
    return this.verified.has(token);
  }

  private check(token: string, keys: JwtKeys): AccessToken {
    const header = peekToken(token)?.header;
    const key = typeof header?.kid === 'string' ? keys.find(header.kid) : undefined;
    if (!key || header?.typ !== TYPE) throw new CredentialRefusedError('invalid');
    try {
      const { issuer, audience } = this.config.jwt;
      // The types of the package do not include key objects, but jsonwebtoken supports them.
      const claims: unknown = this.jwt.verify(token, {
        secret: key as unknown as Buffer,
        algorithms: [ALGORITHM],
        issuer,
        audience,
      });
      return accessTokenOf(claims);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** The current key ring. Tokens verified with an older ring are verified again. */
  private keys(): JwtKeys {
    const ring = this.secrets.require('JWT_KEYS');
    if (this.current?.ring !== ring) {
      this.current = new JwtKeys(ring);
      this.verified.clear();
    }
    return this.current;
  }
}

function refusalOf(error: unknown): CredentialRefusedError {
  if (error instanceof CredentialRefusedError) return error;
  const expired = error instanceof Error && error.name === 'TokenExpiredError';
  return new CredentialRefusedError(expired ? 'expired' : 'invalid', error);
}

/** A signed token without a claim was issued by an older build, and is refused. */
function accessTokenOf(claims: unknown): AccessToken {
  const { sub, account, role, grant, sid, exp } = claims as Partial<AccessTokenClaims>;
  const isComplete =
    [sub, account, grant, sid].every((claim) => typeof claim === 'string') &&
    typeof exp === 'number' &&
    ROLES.includes(role as never);
  if (!isComplete) throw new CredentialRefusedError('invalid');
  return Object.freeze({
    userId: sub,
    accountId: account,
    role,
    grantId: grant,
    familyId: sid,
    expiresAt: exp,
  }) as AccessToken;
}
