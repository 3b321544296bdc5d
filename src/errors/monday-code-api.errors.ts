import { type ErrorDetails } from 'monday-persistence/errors';

/** The service of monday that was called. */
export type MondayApiName =
  'graphql' | 'oauth' | 'storage' | 'secure-storage' | 'object-storage' | 'queue' | 'secrets' | 'blocks';

/**
 * The failure of a call to monday, which determines the reply: `failed` 502, `rate_limited` and `unavailable` 503 with
 * `Retry-After`, `timeout` 504, and `conflict` 409 if the client can resolve it.
 */
export type MondayFailure = 'failed' | 'rate_limited' | 'unavailable' | 'timeout' | 'conflict';

export interface MondayCodeAPIErrorOptions {
  readonly api: MondayApiName;
  readonly failure: MondayFailure;
  /** More exact stable code; default `<api>.<failure>`. */
  readonly code?: string;
  /** Safe to show to anyone; never the upstream's text. */
  readonly message?: string;
  readonly details?: ErrorDetails;
  /** Whole seconds to wait, as requested by monday; 0, `NaN` and `Infinity` count as absent. */
  readonly retryAfterSeconds?: number;
  /** The reply of monday or the network error, which is logged but never shown. */
  readonly cause?: unknown;
}

const STATUS: Record<MondayFailure, number> = {
  failed: 502,
  rate_limited: 503,
  unavailable: 503,
  timeout: 504,
  conflict: 409,
};

const MESSAGE: Record<MondayFailure, string> = {
  failed: 'monday refused the request or sent an invalid reply.',
  rate_limited: 'monday is limiting the rate of requests. Try again later.',
  unavailable: 'monday is not available right now. Try again later.',
  timeout: 'monday did not answer in time.',
  conflict: 'The request does not fit the current state at monday.',
};

const DEFAULT_RETRY_AFTER_SECONDS = 5;

/** The family of failed calls to monday. Create a subclass if callers must distinguish the cause. */
export class MondayCodeAPIError extends Error {
  readonly api: MondayApiName;
  readonly failure: MondayFailure;
  readonly code: string;
  readonly status: number;
  readonly details: ErrorDetails | undefined;
  /** At least 1 for every 503, else `undefined`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(options: MondayCodeAPIErrorOptions) {
    super(
      options.message ?? MESSAGE[options.failure],
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = new.target.name;
    this.api = options.api;
    this.failure = options.failure;
    this.code = options.code ?? `${options.api}.${options.failure}`;
    this.status = STATUS[options.failure];
    this.details = options.details;
    const { retryAfterSeconds: asked } = options;
    const isKnown = asked !== 0 && Number.isFinite(asked);
    this.retryAfterSeconds =
      this.status === 503 ? (isKnown ? asked : DEFAULT_RETRY_AFTER_SECONDS) : undefined;
  }
}
