/** What a login is for. */
export interface LoginIntent {
  /** Where the browser goes afterwards, already checked; without it the tokens are the answer. */
  readonly returnTo?: string;
  /** Set by the Authorization URL: only this user may come back, and goes on to monday. */
  readonly expected?: ExpectedLogin;
}

export interface ExpectedLogin {
  readonly accountId: string;
  readonly userId: string;
  readonly backToUrl: string;
}

/** One login from its redirect to its callback. It lives in the browser, encrypted. */
export interface LoginAttempt extends LoginIntent {
  readonly state: string;
  /** PKCE; absent in the legacy flow. */
  readonly verifier?: string;
  readonly redirectUri: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
