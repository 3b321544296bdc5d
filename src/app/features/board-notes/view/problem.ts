/** What keeps the view from its data. */
export type Problem =
  | { readonly kind: 'connect' }
  | { readonly kind: 'session' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly message: string };

/** The body of a reply that is a failure. Decisions are based on `code`. */
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly statusCode: number;
}

/** The app refused a request. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

const CONNECT = ['auth.connection_required', 'auth.connection_expired'];

/** @param error a {@link RefusedError}, or what `fetch` throws if there is no reply */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof RefusedError) || error.failure.statusCode >= 500) return { kind: 'unreachable' };
  const { code, message, statusCode } = error.failure;
  if (CONNECT.includes(code)) return { kind: 'connect' };
  return statusCode === 401 ? { kind: 'session' } : { kind: 'refused', message };
}
