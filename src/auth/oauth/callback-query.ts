import { type Request } from 'express';
import { AccessDeniedError, CallbackInvalidError } from '../auth.errors.js';
import { MondayOAuthError } from '../token-endpoint/token-endpoint.errors.js';

const MAX_CODE_LENGTH = 2048;
/** As the documentation of monday spells it, and as it should be (docs/monday-platform.md#oauth-callback). */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  'server_error',
  'temporary_unavailable',
  'temporarily_unavailable',
]);

/** The parameters of a callback, each at most once; what monday may add is ignored. */
export interface CallbackQuery {
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
  readonly status?: string;
}

/** @throws CallbackInvalidError if there is nothing, or something is there twice */
export function readCallback({ query }: Request): CallbackQuery {
  const values = Object.values(query);
  if (values.length === 0 || values.some((value) => typeof value !== 'string')) {
    throw new CallbackInvalidError();
  }
  return query;
}

/**
 * The code of an approved login. monday says yes or no in `status`, `error`, or both (docs/monday-platform.md#oauth-callback); neither text
 * is shown to anyone.
 * @throws AccessDeniedError | CallbackInvalidError | MondayOAuthError
 */
export function requireCode({ code, error, status }: CallbackQuery): string {
  if (error !== undefined && UNAVAILABLE.has(error)) throw new MondayOAuthError('unavailable');
  if (error !== undefined || (status !== undefined && status !== 'success')) throw new AccessDeniedError();
  if (code === undefined || code === '' || code.length > MAX_CODE_LENGTH) throw new CallbackInvalidError();
  return code;
}
