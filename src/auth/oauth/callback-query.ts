import { type Request } from 'express';
import { AccessDeniedError, CallbackInvalidError } from '../auth.errors.js';
import { MondayOAuthError } from '../token-endpoint/token-endpoint.errors.js';

const MAX_CODE_LENGTH = 2048;
/** Spelled as in monday's documentation, and correctly (docs/monday-platform.md#oauth-callback). */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  'server_error',
  'temporary_unavailable',
  'temporarily_unavailable',
]);

/** The parameters of a callback, each at most once. Other parameters are ignored. */
export interface CallbackQuery {
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
  readonly status?: string;
}

/** @throws CallbackInvalidError if all parameters are missing, or one is repeated */
export function readCallback({ query }: Request): CallbackQuery {
  const values = Object.values(query);
  if (values.length === 0 || values.some((value) => typeof value !== 'string')) {
    throw new CallbackInvalidError();
  }
  return query;
}

/**
 * The code of an approved login. monday reports the outcome in `status`, `error`, or both
 * (docs/monday-platform.md#oauth-callback). Neither text is shown to the user.
 * @throws AccessDeniedError | CallbackInvalidError | MondayOAuthError
 */
export function requireCode({ code, error, status }: CallbackQuery): string {
  if (error !== undefined && UNAVAILABLE.has(error)) throw new MondayOAuthError('unavailable');
  if (error !== undefined || (status !== undefined && status !== 'success')) throw new AccessDeniedError();
  if (code === undefined || code === '' || code.length > MAX_CODE_LENGTH) throw new CallbackInvalidError();
  return code;
}
