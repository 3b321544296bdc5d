import { type User } from './account.js';

/** What an approval allows, for one user. */
export interface Grant {
  readonly id: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Legacy tokens never expire and have no refresh token (docs/monday-platform.md#oauth-token-endpoint). */
  readonly legacy: boolean;
}

/** The user of an access token. */
export interface TokenHolder {
  readonly user: User;
  readonly grant: Grant;
}

export interface IssueOptions {
  /** Default: all scopes of the app. */
  readonly scopes?: readonly string[];
  readonly legacy?: boolean;
  /** Default: the platform's setting; ignored for legacy tokens. */
  readonly expiresInSeconds?: number;
}
