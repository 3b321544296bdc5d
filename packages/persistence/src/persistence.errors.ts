import { BaseError } from './errors/index.js';
import { type Version } from './persistence.js';

/** A compare-and-set write found another version than it expected. Nothing was written. */
export class PersistenceConflictError extends BaseError {
  constructor(
    readonly key: string,
    /** What is there now; `null` for nothing. */
    readonly currentVersion: Version | null,
    /** Where the write stands in its batch, from 0; absent for a write of its own. */
    readonly index?: number,
  ) {
    super({
      code: 'persistence.conflict',
      status: 409,
      message: 'The record was changed by another request.',
      details: { currentVersion },
    });
  }
}

/** The error of an operation of a batch, which tells of a conflict where it was. */
export function refusedAt(index: number, error: unknown): unknown {
  return error instanceof PersistenceConflictError
    ? new PersistenceConflictError(error.key, error.currentVersion, index)
    : error;
}

/** An increment met a record that is not a whole number, or would leave the safe integers. Nothing was written. */
export class PersistenceNotANumberError extends BaseError {
  constructor(readonly key: string) {
    super({
      code: 'persistence.not_a_number',
      status: 409,
      message: 'The record is not a whole number within the safe range.',
    });
  }
}

/** A batch would keep more under its scope than its quota allows. Nothing was written. */
export class PersistenceQuotaExceededError extends BaseError {
  constructor(
    readonly limit: 'rows' | 'bytes',
    readonly maximum: number,
  ) {
    super({
      code: 'persistence.quota_exceeded',
      status: 503,
      message: 'The quota for records is exhausted.',
      retryAfterSeconds: 60,
    });
  }
}

/** The store cannot be reached, is full, or was closed. */
export class PersistenceUnavailableError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'persistence.unavailable',
      status: 503,
      message: 'The store is not available right now. Try again later.',
      retryAfterSeconds: 1,
      cause,
    });
  }
}

/** The driver cannot do this at all; see docs/drivers.md. */
export class PersistenceUnsupportedError extends BaseError {
  constructor(operation: string) {
    super({
      code: 'persistence.unsupported',
      status: 501,
      message: `This store does not support ${operation}.`,
    });
  }
}

/** A key, value or option that no store could keep. The message names the argument, never what it was. */
export class PersistenceInputError extends BaseError {
  constructor(argument: string, demand: string) {
    super({
      code: 'persistence.input_invalid',
      status: 400,
      message: `"${argument}" must be ${demand}.`,
      details: { argument },
    });
  }
}
