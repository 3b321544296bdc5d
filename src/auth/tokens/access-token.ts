import { type Role } from '../role.js';

/** The subject of an access token, and the consent that it depends on. */
export interface AccessTokenSubject {
  readonly userId: string;
  readonly accountId: string;
  readonly role: Role;
  /** The consent it was issued under: when that ends, the token is refused. */
  readonly grantId: string;
  /** The family of refresh tokens it came with. */
  readonly familyId: string;
}

/** A verified access token. */
export interface AccessToken extends AccessTokenSubject {
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** The claims on the wire. */
export interface AccessTokenClaims {
  readonly sub: string;
  readonly account: string;
  readonly role: Role;
  readonly grant: string;
  readonly sid: string;
  readonly iat: number;
  readonly exp: number;
}
