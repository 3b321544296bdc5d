import { HttpException } from '@nestjs/common';

/** An error of the token, revocation and migration endpoints, in OAuth's body: `{error, error_description}`. */
export class OAuthError extends HttpException {
  constructor(
    readonly code: string,
    readonly description: string,
    status = 400,
  ) {
    super({ error: code, error_description: description }, status);
  }
}

export class InvalidRequestError extends OAuthError {
  constructor(description: string) {
    super('invalid_request', description);
  }
}

/** The code, its verifier, its redirect URI or the refresh token is invalid. The error does not reveal which. */
export class InvalidGrantError extends OAuthError {
  constructor(description: string) {
    super('invalid_grant', description);
  }
}

/** The user was deactivated. INFER: how monday answers; `access_denied` is among its documented errors. */
export class InactiveUserError extends OAuthError {
  constructor() {
    super('access_denied', 'The user is not active in their account.', 403);
  }
}

export class InvalidClientError extends OAuthError {
  constructor() {
    super('invalid_client', 'The client id or the client secret is wrong.', 401);
  }
}

export class UnsupportedGrantTypeError extends OAuthError {
  constructor() {
    super('unsupported_grant_type', 'grant_type is authorization_code or refresh_token.');
  }
}

/** The app version has the other flow switched on (docs/monday-platform.md#action-runs). */
export class FlowDisabledError extends OAuthError {
  constructor() {
    super('invalid_request', 'This app version does not use this OAuth flow; see MONDAY_OAUTH_FLOW.');
  }
}
