/** A rule of the storage API was broken (docs/monday-platform.md#storage-api). Each API puts the text into a body of its own. */
export class StorageRuleError extends Error {
  constructor(
    readonly status: 400 | 409 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** `previous_version` is not the current version. */
export class AccountStorageVersionConflictError extends StorageRuleError {
  constructor() {
    super(409, 'version conflict');
  }
}

export class AccountStorageValueTooLargeError extends StorageRuleError {
  constructor() {
    super(413, 'The value is larger than 6 MB.');
  }
}

export class AccountStorageInputError extends StorageRuleError {
  constructor(message: string) {
    super(400, message);
  }
}
