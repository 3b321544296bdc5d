import { BaseError, type FieldProblem } from '../../errors/index.js';
import { type SecretWriters } from './secret-writers.js';

/** The key, value or version is invalid. Nothing was read or written. */
export class SecureStorageInputError extends BaseError {
  constructor(problem: FieldProblem, status: 400 | 413 = 400) {
    super({
      code: status === 413 ? 'secure-storage.value_too_large' : 'secure-storage.invalid_input',
      status,
      message: 'The key, the value or an option breaks the rules of secure storage.',
      details: [problem],
    });
  }
}

/** The secret has a different version than expected. Nothing was written. */
export class SecureStorageVersionConflictError extends BaseError {
  /** @param currentVersion `null` if the value does not exist */
  constructor(readonly currentVersion: string | null) {
    super({
      code: 'secure-storage.version_conflict',
      status: 409,
      message: 'The value was changed by another request.',
      details: { currentVersion },
    });
  }
}

/** The caller's role does not allow writing this value of the account. Nothing was written. */
export class SecretWriteNotAllowedError extends BaseError {
  constructor(writers: SecretWriters) {
    super({
      code: 'secure-storage.write_not_allowed',
      status: 403,
      message: `Only ${writers} of the account may write this value.`,
    });
  }
}

/** The driver does not support this; see docs/drivers.md. */
export class SecureStorageUnsupportedError extends BaseError {
  constructor(ability: string) {
    super({
      code: 'secure-storage.unsupported',
      status: 501,
      message: `This secure storage does not support ${ability}.`,
    });
  }
}
