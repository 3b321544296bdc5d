/**
 * The browser cannot be redirected, because the client is unknown or the address is not registered. Shown as a page.
 */
export class AuthorizePageError extends Error {
  constructor(
    readonly code: 'invalid_request' | 'unauthorized_client',
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return this.code === 'unauthorized_client' ? 403 : 400;
  }
}

/** The browser returns to the app with `error` and a `status` that is not success (docs/monday-platform.md#oauth-callback). */
export class AuthorizeRedirectError extends Error {
  constructor(
    readonly code: 'invalid_request' | 'invalid_scope' | 'access_denied',
    message: string,
    readonly redirectUri: string,
    readonly state: string | undefined,
  ) {
    super(message);
  }

  /** Where the browser goes. */
  get location(): string {
    const url = new URL(this.redirectUri);
    url.searchParams.set('error', this.code);
    url.searchParams.set('error_description', this.message);
    url.searchParams.set('status', this.code === 'access_denied' ? 'denied' : 'error');
    if (this.state !== undefined) url.searchParams.set('state', this.state);
    return url.href;
  }
}
