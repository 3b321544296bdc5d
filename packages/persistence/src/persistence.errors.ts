import { BaseError } from './errors/index.js';
import { type Version } from './persistence.js';

/** The record has a different version than expected. Nothing was written. */
export class PersistenceConflictError extends BaseError {
  constructor(
    readonly key: string,
    /** The current version; `null` if there is no record. */
    readonly currentVersion: Version | null,
    /** Index of the write in its batch, from 0; absent for a single write. */
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

/** Adds the index of the operation in its batch to a conflict. */
export function refusedAt(index: number, error: unknown): unknown {
  return error instanceof PersistenceConflictError
    ? new PersistenceConflictError(error.key, error.currentVersion, index)
    : error;
}

/** The record is not a whole number, or the result would exceed the range of safe integers. Nothing was written. */
export class PersistenceNotANumberError extends BaseError {
  constructor(readonly key: string) {
    super({
      code: 'persistence.not_a_number',
      status: 409,
      message: 'The record is not a whole number within the safe range.',
    });
  }
}

/** The batch would exceed the quota of its scope. Nothing was written. */
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

/** The driver does not support this; see docs/drivers.md. */
export class PersistenceUnsupportedError extends BaseError {
  constructor(operation: string) {
    super({
      code: 'persistence.unsupported',
      status: 501,
      message: `This store does not support ${operation}.`,
    });
  }
}

/** A key, value or option is invalid for all stores. The message names the argument, never its value. */
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
