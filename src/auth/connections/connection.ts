import { type TokenSet } from '../token-endpoint/token-set.js';
import { type Role } from '../role.js';

/** Whose connection it is. */
export interface ConnectionOwner {
  readonly accountId: string;
  readonly userId: string;
}

/** The user's profile at the time of the login or of monday's last confirmation. */
export interface ConnectionProfile {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly account: { readonly slug: string; readonly name: string };
}

/** `expired`: monday no longer accepts it, and the user must log in again. */
export type ConnectionState = 'connected' | 'expired';

/** Lease of the process that is refreshing the tokens, so that no other process refreshes them. */
export interface RefreshLease {
  readonly holder: string;
  /** Milliseconds since the epoch; after this time, the holder is considered dead. */
  readonly until: number;
}

/** The unencrypted part of a connection. */
export interface ConnectionHead extends ConnectionOwner {
  /** Valid from the first login to the disconnect. The app's tokens and sessions belong to it. */
  readonly grantId: string;
  /** The account's revocation when the grant began. The next revocation ends every connection of the account. */
  readonly revocationId: string;
  readonly state: ConnectionState;
  readonly lease?: RefreshLease;
  /** The user's role when monday last confirmed them. Records of version 0.1.0 have none. */
  readonly role?: Role;
  /** When monday last confirmed that the user is active, in milliseconds since the epoch; none in records of 0.1.0. */
  readonly confirmedAt?: number;
  /** When monday first failed to answer since then, in milliseconds since the epoch. */
  readonly unconfirmedSince?: number;
  /** When the app learned that the connection has expired, in milliseconds since the epoch; none in records of 0.1.0. */
  readonly expiredAt?: number;
  /**
   * When the user last completed the login, in milliseconds since the epoch; none in records of 0.1.0, and none after the
   * migration of a token of the legacy flow, about whose end nothing is known.
   */
  readonly consentedAt?: number;
  /** When the app warned of the end of this consent, in milliseconds since the epoch. */
  readonly endWarnedAt?: number;
}

/** @param now milliseconds since the epoch */
export const isLeased = ({ lease }: ConnectionHead, now: number): boolean =>
  lease !== undefined && lease.until > now;

/** One user's consent: monday's tokens for one user of one account. */
export interface Connection extends ConnectionHead {
  readonly tokens: TokenSet;
  readonly profile: ConnectionProfile;
}
