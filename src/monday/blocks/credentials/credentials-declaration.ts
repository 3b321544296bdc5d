/**
 * The OAuth client of the app at a third party, for the app's manifest (docs/monday-platform.md#third-party-credentials).
 * monday sends the user through the login, keeps the tokens and refreshes them. A text may contain `{{NAME}}`, the
 * variable of that name when the manifest is imported.
 */
export interface CredentialsDeclaration {
  /** Name of the third party; default: the name in words. */
  readonly title?: string;
  readonly description?: string;
  /** Address of its login page. */
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  /** Default: `tokenUrl`. */
  readonly refreshUrl?: string;
  readonly scopes: readonly string[];
  /** Between the scopes; default `Comma`. */
  readonly separator?: 'Comma' | 'Space';
  /** Name of the variable with the client id; default: the name in capitals, such as `GITHUB_CLIENT_ID`. */
  readonly clientIdVariable?: string;
  /** Name of the secret with the client secret; default such as `GITHUB_CLIENT_SECRET`. */
  readonly clientSecretVariable?: string;
  /** Life of an access token in seconds if the third party does not name it; default 3600. */
  readonly tokenTtlSeconds?: number;
}

/** Address to register as redirect URI at the third party (docs/monday-platform.md#third-party-credentials). */
export const CREDENTIALS_REDIRECT_URI = 'https://apps-credentials.monday.com/authorize/oauth2/redirect-uri';

/** A connected account, as the third party names it. */
export interface ProviderAccount {
  /** The same for each token of the account, so that monday recognizes an account that is connected again. */
  readonly providerUniqueIdentifier: string;
  /** Shown to the user. */
  readonly displayName: string;
}

/** What is known of an account that a user connects. */
export interface IdentifyRequest {
  readonly accessToken: string;
  /** Aborted at the deadline. */
  readonly signal: AbortSignal;
}

/** A method that asks the third party whose token it is. */
export type IdentifyMethod = (request: IdentifyRequest) => Promise<ProviderAccount> | ProviderAccount;
