/** What every request of monday proves, whatever its family. Ids are strings of digits. */
export interface VerifiedRequest {
  readonly accountId: string;
  readonly userId: string;
  /** An API token for this user, good for five minutes; absent if monday gave none (docs/monday-platform.md#tokens-that-monday-signs). */
  readonly shortLivedToken?: string;
  /** When monday signed it, in seconds since the epoch; only of a feature's events, which have no id. */
  readonly issuedAt?: number;
}

/** Of the Authorization URL. */
export interface VerifiedAuthorizationUrl extends VerifiedRequest {
  /** Checked by whoever redirects, not here. */
  readonly backToUrl: string | undefined;
}

/** Of a board view, whose frontend sends its `sessionToken`. */
export interface VerifiedView extends VerifiedRequest {
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  readonly isViewOnly: boolean;
  readonly accountSlug: string | undefined;
}

/** Of an app lifecycle event. Its account must still be compared with that of the event. */
export type VerifiedLifecycleEvent = VerifiedRequest;
