import { HostError } from './monday.js';

/** What keeps the view from its data. */
export type Problem =
  | { readonly kind: 'connect' }
  | { readonly kind: 'session' }
  | { readonly kind: 'monday' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'store' }
  | { readonly kind: 'refused'; readonly message: string };

/** The body of a failure of the app. Decisions are based on `code`. */
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly statusCode: number;
}

/** A request was refused. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  /** @param body a failure of the app, or what a proxy in front of it answers */
  constructor(readonly body: unknown) {
    super('A request was refused.');
  }
}

/** The store of the app has no collections (docs/drivers.md). */
const STORE = 'persistence.unsupported';
const CONNECT = ['auth.connection_required', 'auth.connection_expired', 'monday.scope_missing'];
/** Failures of a working app whose message helps, such as if monday limits the rate of requests. */
const CLEAR = /^(?:account|graphql)\./;

/** @param error a {@link RefusedError}, a {@link HostError}, or what `fetch` throws if there is no reply */
export function problemOf(error: unknown): Problem {
  if (error instanceof HostError) return { kind: 'monday' };
  const failure = error instanceof RefusedError ? error.body : undefined;
  if (!isFailure(failure)) return { kind: 'unreachable' };
  const { code, message, statusCode } = failure;
  if (code === STORE) return { kind: 'store' };
  if (statusCode >= 500 && !CLEAR.test(code)) return { kind: 'unreachable' };
  if (CONNECT.includes(code)) return { kind: 'connect' };
  return statusCode === 401 ? { kind: 'session' } : { kind: 'refused', message };
}

/** Whether the app refused a request with this code. */
export const isRefusedAs = (error: unknown, code: string): boolean =>
  error instanceof RefusedError && isFailure(error.body) && error.body.code === code;

function isFailure(body: unknown): body is Failure {
  const { code, message, statusCode } = (body ?? {}) as Partial<Record<keyof Failure, unknown>>;
  return typeof code === 'string' && typeof message === 'string' && typeof statusCode === 'number';
}
