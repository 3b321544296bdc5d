/** The account's plan, as monday writes it into tokens (docs/monday-platform.md#monetization). */
export interface PlanClaim {
  readonly plan_id?: string;
  readonly is_trial?: boolean;
  /** ISO 8601. */
  readonly renewal_date?: string;
  readonly pricing_version?: number;
  readonly billing_period?: string | null;
  readonly days_left?: number;
}

/** The verified data of a request from monday, for all families. Ids are strings of digits. */
export interface VerifiedRequest {
  readonly accountId: string;
  readonly userId: string;
  /**
   * An API token for this user, valid for five minutes; absent if monday sent none
   * (docs/monday-platform.md#tokens-that-monday-signs).
   */
  readonly shortLivedToken?: string;
  /** The plan of the account; only for blocks, webhooks and views, if monday sent it. The types of its fields are not checked. */
  readonly subscription?: PlanClaim;
  /** Time of the signature in seconds since the epoch; not for lifecycle events of the app. */
  readonly issuedAt?: number;
}

/** Of the Authorization URL. */
export interface VerifiedAuthorizationUrl extends VerifiedRequest {
  /** Must be validated before a redirect; not validated here. */
  readonly backToUrl: string | undefined;
}

/** Of a board view, whose frontend sends its `sessionToken`. */
export interface VerifiedView extends VerifiedRequest {
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  readonly isViewOnly: boolean;
  readonly accountSlug: string | undefined;
}

/** Of an app lifecycle event. Compare its account and app with those of the event. */
export interface VerifiedLifecycleEvent extends VerifiedRequest {
  readonly appId: string | undefined;
  /**
   * Whether only monday, or an administrator of the account, can have sent the token. Every user of a board view holds
   * tokens that otherwise look the same (docs/monday-platform.md#app-lifecycle-events).
   */
  readonly isProven: boolean;
}
