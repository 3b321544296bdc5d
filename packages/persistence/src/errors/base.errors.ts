/** JSON that may be shown to the client under `details`: ids, names and versions, never secrets or upstream text. */
export type ErrorDetails = Readonly<Record<string, unknown>> | readonly unknown[];

export interface BaseErrorOptions {
  /** Stable code, `<module>.<reason>`, that clients may rely on. */
  readonly code: string;
  /** HTTP status of the reply. */
  readonly status: number;
  /** Safe to show to anyone. */
  readonly message: string;
  readonly details?: ErrorDetails;
  /** Whole seconds, sent as `Retry-After`. `NaN` and `Infinity` count as absent. */
  readonly retryAfterSeconds?: number;
  /** The underlying cause, which is logged but never shown. */
  readonly cause?: unknown;
}

/**
 * The family of the app's own rules: a refused login, a missing key, a version conflict. Create one subclass for each
 * rule, which builds the message.
 */
export abstract class BaseError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: ErrorDetails | undefined;
  readonly retryAfterSeconds: number | undefined;

  protected constructor(options: BaseErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.status = options.status;
    this.details = options.details;
    this.retryAfterSeconds = Number.isFinite(options.retryAfterSeconds)
      ? options.retryAfterSeconds
      : undefined;
  }
}
