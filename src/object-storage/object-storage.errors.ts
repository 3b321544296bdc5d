import { BaseError, MondayCodeAPIError, type FieldProblem } from '../errors/index.js';

/** A name or an option breaks the rules of object storage. Nothing was read or written. */
export class ObjectStorageInputError extends BaseError {
  constructor(readonly problems: readonly FieldProblem[]) {
    super({
      code: 'object-storage.invalid_input',
      status: 400,
      message: 'The name or an option breaks the rules of object storage.',
      details: problems,
    });
  }
}

/** The object is larger than allowed. Nothing was stored. */
export class ObjectTooLargeError extends BaseError {
  /** @param maxBytes largest size */
  constructor(maxBytes: number) {
    super({
      code: 'object-storage.too_large',
      status: 413,
      message: 'The object is too large.',
      details: { maxBytes },
    });
  }
}

/** There is no object of this name. */
export class ObjectNotFoundError extends BaseError {
  constructor() {
    super({ code: 'object-storage.not_found', status: 404, message: 'There is no object of this name.' });
  }
}

/** The driver does not support this; see docs/drivers.md. */
export class ObjectStorageUnsupportedError extends BaseError {
  constructor(ability: string) {
    super({
      code: 'object-storage.unsupported',
      status: 501,
      message: `The object storage of this installation does not support ${ability}.`,
    });
  }
}

const CALL_CODES = { timeout: 'object-storage.timeout', unavailable: 'object-storage.unavailable' } as const;

/** A call to the object storage of monday code failed. Whether it was executed is not known. */
export class ObjectStorageCallError extends MondayCodeAPIError {
  constructor(failure: keyof typeof CALL_CODES, cause?: unknown) {
    super({ api: 'object-storage', failure, code: CALL_CODES[failure], cause });
  }
}
