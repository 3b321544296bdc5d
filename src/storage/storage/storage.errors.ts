import { BaseError, type FieldProblem } from '../../errors/index.js';
import { type StorageVersion } from './storage.driver.js';

interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** A service was called with a key, value or option that breaks the rules of storage. Nothing was read or written. */
export class StorageInputError extends BaseError {
  constructor(
    readonly problems: readonly FieldProblem[],
    refusal: Refusal = {
      code: 'storage.invalid_input',
      status: 400,
      message: 'The key, the value or an option breaks the rules of storage.',
    },
  ) {
    super({ ...refusal, details: problems });
  }
}

/** The value is larger than storage takes. */
export class StorageValueTooLargeError extends StorageInputError {
  constructor(problem: FieldProblem) {
    super([problem], {
      code: 'storage.value_too_large',
      status: 413,
      message: 'The value is too large for storage.',
    });
  }
}

/** There is no live row under this key. */
export class StorageKeyNotFoundError extends BaseError {
  constructor() {
    super({ code: 'storage.key_not_found', status: 404, message: 'No value is stored under this key.' });
  }
}

/** The row is not at the version that the write expected. Nothing was written. */
export class StorageVersionConflictError extends BaseError {
  /**
   * @param currentVersion `null` if there is no row
   * @param operation where it stands in its batch, from 0
   */
  constructor(
    readonly currentVersion: StorageVersion | null,
    readonly key: string,
    readonly operation?: number,
  ) {
    super({
      code: 'storage.version_conflict',
      status: 409,
      message: 'The value was changed by another request.',
      details: { currentVersion, key, ...(operation !== undefined && { operation }) },
    });
  }
}

/** The row does not meet `If-Match` or `If-None-Match`. Nothing was written. */
export class StoragePreconditionFailedError extends BaseError {
  /** @param currentVersion `null` if there is no row */
  constructor(currentVersion: StorageVersion | null) {
    super({
      code: 'storage.precondition_failed',
      status: 412,
      message: 'The precondition of the request failed.',
      details: { currentVersion },
    });
  }
}

/** A board view requested rows that are not shared. */
export class StorageSharedOnlyError extends BaseError {
  constructor() {
    super({
      code: 'storage.shared_only',
      status: 403,
      message: 'A board view can use only shared values. Send shared=true.',
    });
  }
}

/** The write would bring the account's storage above its quota. Nothing was written. */
export class StorageQuotaExceededError extends BaseError {
  /** @param maximum rows, or bytes of keys and values */
  constructor(limit: 'rows' | 'bytes', maximum: number) {
    super({
      code: 'storage.quota_exceeded',
      status: 403,
      message: 'The storage of your account is full. Delete data that is no longer needed.',
      details: { limit, maximum },
    });
  }
}

/** A counter would leave the whole numbers that can be counted exactly. Nothing was counted. */
export class StorageCounterRangeError extends BaseError {
  constructor() {
    super({
      code: 'storage.counter_out_of_range',
      status: 409,
      message: 'The counter would exceed the range of safe integers.',
    });
  }
}

/** The driver does not support this; see docs/drivers.md. */
export class StorageUnsupportedError extends BaseError {
  constructor(ability: string) {
    super({
      code: 'storage.unsupported',
      status: 501,
      message: `This storage does not support ${ability}.`,
    });
  }
}
