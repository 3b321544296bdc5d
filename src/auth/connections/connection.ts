import { type TokenSet } from '../token-endpoint/token-set.js';
import { type Role } from '../role.js';

/** Whose connection it is. */
export interface ConnectionOwner {
  readonly accountId: string;
  readonly userId: string;
}

/** Who the user is, as monday said at the login. */
export interface ConnectionProfile {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly account: { readonly slug: string; readonly name: string };
}

/** `expired`: monday does not accept it any more, the user has to log in again. */
export type ConnectionState = 'connected' | 'expired';

/** Held by who is refreshing the tokens right now, so that no other process does the same. */
export interface RefreshLease {
  readonly holder: string;
  /** Milliseconds since the epoch; after it, the holder counts as gone. */
  readonly until: number;
}

/** What of a connection may be read without a key. */
export interface ConnectionHead extends ConnectionOwner {
  /** Lives from the first login to the disconnect; our own tokens and sessions hang on it. */
  readonly grantId: string;
  /** The account's epoch when the grant began; a new one cuts every connection of the account. */
  readonly epoch: string;
  readonly state: ConnectionState;
  readonly lease?: RefreshLease;
}

/** One user's consent: monday's tokens for one user of one account. */
export interface Connection extends ConnectionHead {
  readonly tokens: TokenSet;
  readonly profile: ConnectionProfile;
}
