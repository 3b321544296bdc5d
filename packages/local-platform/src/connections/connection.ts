/** An account at a third party that a user connected, without its tokens. */
export interface ConnectedAccount {
  /** monday's `userCredentialsId`. */
  readonly id: number;
  readonly accountId: string;
  readonly userId: string;
  /** Key of the feature in the app's manifest. */
  readonly credentials: string;
  readonly displayName: string;
  readonly providerUniqueIdentifier: string;
  /** `INACTIVE` after the third party refused to refresh its token. */
  readonly state: 'ACTIVE' | 'INACTIVE';
}

/** Tokens of a third party. */
export interface ProviderTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** An account as the app's identifier endpoint names it. */
export interface IdentifiedAccount {
  readonly providerUniqueIdentifier: string;
  readonly displayName: string;
}
