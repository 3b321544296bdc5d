import { type ErrorDetails } from 'monday-persistence/errors';
import { type BlockFailure } from './block-failure.js';

/** The reply for a failed request. */
export interface Failure {
  /** The family, or `InternalServerError`. */
  readonly error: string;
  readonly code: string;
  /** Safe to show to anyone. */
  readonly message: string;
  readonly status: number;
  readonly details?: ErrorDetails;
  /** Whole seconds, sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** What was thrown: logged, never shown. */
  readonly cause: unknown;
}

/** The body of every failed request. */
export interface ErrorBody {
  readonly error: string;
  readonly code: string;
  readonly message: string;
  readonly statusCode: number;
  readonly requestId: string;
  readonly details?: ErrorDetails;
}

/** The body for a permanently failed request of a block. */
export type BlockErrorBody = ErrorBody & BlockFailure;
