/** What a login is for. */
export interface LoginIntent {
  /** Validated target of the redirect after the login; if absent, the login returns tokens. */
  readonly returnTo?: string;
  /** Set by the Authorization URL: only this user can complete the login, and is then redirected to monday. */
  readonly expected?: ExpectedLogin;
}

export interface ExpectedLogin {
  readonly accountId: string;
  readonly userId: string;
  readonly backToUrl: string;
}

/** A login between redirect and callback. It is stored encrypted in the browser. */
export interface LoginAttempt extends LoginIntent {
  readonly state: string;
  /** PKCE; absent in the legacy flow. */
  readonly verifier?: string;
  readonly redirectUri: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
