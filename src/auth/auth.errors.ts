import { BaseError } from '../errors/index.js';

/** Why credentials were refused, so that the client knows what to do. */
export type CredentialProblem = 'missing' | 'invalid' | 'expired' | 'revoked';

const CREDENTIAL_CODE: Record<CredentialProblem, string> = {
  missing: 'auth.required',
  invalid: 'auth.token_invalid',
  expired: 'auth.token_expired',
  revoked: 'auth.token_revoked',
};

const CREDENTIAL_MESSAGE: Record<CredentialProblem, string> = {
  missing: 'Login required.',
  invalid: 'The credentials are not valid for this route.',
  expired: 'The credentials have expired.',
  revoked: 'The credentials were revoked. Log in again.',
};

/** The caller could not be authenticated: the credentials are missing or invalid. */
export class CredentialRefusedError extends BaseError {
  constructor(
    readonly problem: CredentialProblem,
    cause?: unknown,
  ) {
    super({ code: CREDENTIAL_CODE[problem], status: 401, message: CREDENTIAL_MESSAGE[problem], cause });
  }
}

/** A refresh token that is unknown, expired, or of a connection that ended. */
export class RefreshTokenInvalidError extends BaseError {
  constructor() {
    super({ code: 'auth.refresh_invalid', status: 401, message: 'The refresh token is not valid.' });
  }
}

/** A refresh token that was already used; its whole family is revoked. */
export class RefreshTokenReusedError extends BaseError {
  constructor() {
    super({
      code: 'auth.refresh_reused',
      status: 401,
      message: 'The refresh token was already used. All tokens of this login are revoked; log in again.',
    });
  }
}

/**
 * The credentials can be verified only with a look-up in a store that is rate limited, and too many such requests
 * arrive. They may be valid, so they are not refused.
 */
export class LookupDelayedError extends BaseError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'auth.lookup_delayed',
      status: 503,
      message: 'The credentials could not be checked yet. Try again.',
      retryAfterSeconds,
    });
  }
}

/** monday no longer accepts the user: they were deactivated, or lost their place in the account. */
export class UserInactiveError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'auth.user_inactive',
      status: 401,
      message: 'monday no longer accepts this user.',
      cause,
    });
  }
}

/** The login is older than `SESSION_MAX_DAYS`. */
export class SessionExpiredError extends BaseError {
  constructor() {
    super({
      code: 'auth.session_expired',
      status: 401,
      message: 'This login has reached its maximum age. Log in again.',
    });
  }
}

/** The state of a callback is missing, unknown, expired, already used, or of another browser. */
export class LoginStateInvalidError extends BaseError {
  constructor() {
    super({
      code: 'auth.state_invalid',
      status: 400,
      message: 'This login was not started in this browser, took too long, or is already over. Start again.',
    });
  }
}

/** A callback with missing or repeated parameters. */
export class CallbackInvalidError extends BaseError {
  constructor() {
    super({
      code: 'auth.callback_invalid',
      status: 400,
      message: 'This request is not a valid login callback.',
    });
  }
}

/** monday does not accept the code (its `invalid_grant`). */
export class LoginCodeInvalidError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'auth.code_invalid',
      status: 401,
      message: 'monday did not accept the code of this login. Start again.',
      cause,
    });
  }
}

/** The user or monday denied access. */
export class AccessDeniedError extends BaseError {
  constructor() {
    super({
      code: 'auth.access_denied',
      status: 403,
      message: 'Access to monday was not granted. An admin may have to install the app first.',
    });
  }
}

/** A different user or account logged in than the one requested. */
export class AccountMismatchError extends BaseError {
  constructor() {
    super({
      code: 'auth.account_mismatch',
      status: 403,
      message: 'This login is for another monday user or account. Switch to it and start again.',
    });
  }
}

/** `return_to` is neither a path of this app nor on an allowed origin. */
export class ReturnToInvalidError extends BaseError {
  constructor() {
    super({
      code: 'auth.return_to_invalid',
      status: 400,
      message: 'return_to must be a path of this app or be on an allowed origin.',
    });
  }
}

/** `backToUrl` does not point to monday. */
export class BackToUrlInvalidError extends BaseError {
  constructor() {
    super({
      code: 'auth.back_to_url_invalid',
      status: 400,
      message: 'backToUrl does not point to monday.',
    });
  }
}

/** If the public URL is not configured, a login is possible only at an address of this machine. */
export class HostUnknownError extends BaseError {
  constructor() {
    super({
      code: 'auth.host_unknown',
      status: 400,
      message: 'Open the app as localhost or 127.0.0.1, or configure its public URL (PUBLIC_URL).',
    });
  }
}

/** A write with a session cookie that does not prove that a page of this app sent it. */
export class CsrfRefusedError extends BaseError {
  constructor() {
    super({
      code: 'auth.csrf',
      status: 403,
      message: 'A write with a session cookie needs the Origin of this app and the header X-CSRF-Token.',
    });
  }
}

/** A board view called a route that accepts only users. */
export class ViewNotAllowedError extends BaseError {
  constructor() {
    super({ code: 'auth.view_not_allowed', status: 403, message: 'Board views cannot use this route.' });
  }
}

/** A viewer or guest tried to write. */
export class ReadOnlyCallerError extends BaseError {
  constructor() {
    super({ code: 'auth.read_only', status: 403, message: 'Viewers and guests can only read.' });
  }
}

/** The caller's role is not allowed on the route. */
export class RoleNotAllowedError extends BaseError {
  constructor() {
    super({
      code: 'auth.role_not_allowed',
      status: 403,
      message: 'Your role in monday does not allow this.',
    });
  }
}

/** The caller never connected monday, or disconnected it. */
export class ConnectionRequiredError extends BaseError {
  constructor(loginUrl: string) {
    super({
      code: 'auth.connection_required',
      status: 409,
      message: 'This request requires a connection to monday. Log in first.',
      details: { loginUrl },
    });
  }
}

/** monday does not accept the caller's connection any more. */
export class ConnectionExpiredError extends BaseError {
  constructor(loginUrl: string, cause?: unknown) {
    super({
      code: 'auth.connection_expired',
      status: 409,
      message: 'The connection to monday has expired. Log in again.',
      details: { loginUrl },
      cause,
    });
  }
}
