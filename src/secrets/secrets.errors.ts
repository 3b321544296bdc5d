import { BaseError } from '../errors/index.js';

/** A secret that the work needs is not configured. The reply does not name it. */
export class SecretMissingError extends BaseError {
  constructor(name: string) {
    super({
      code: 'secrets.missing',
      status: 500,
      message: 'The server is not configured for this request.',
      cause: new Error(`The secret ${name} is not set.`),
    });
  }
}

/** A variable that the work needs is not configured, or is none of the app's. The reply does not name it. */
export class EnvironmentVariableMissingError extends BaseError {
  constructor(name: string) {
    super({
      code: 'secrets.variable_missing',
      status: 500,
      message: 'The server is not configured for this request.',
      cause: new Error(`The environment variable ${name} is not set.`),
    });
  }
}

/** Why a value could not be decrypted; `changed` also stands for a value that was moved to another place. */
export type DecryptionFailure = 'malformed' | 'unknown_key' | 'changed';

/** An encrypted value cannot be read. */
export class DecryptionError extends BaseError {
  constructor(readonly failure: DecryptionFailure) {
    super({
      code: 'secrets.decryption_failed',
      status: 500,
      message: 'A stored value cannot be decrypted.',
      cause: new Error(`The encrypted value is unreadable: ${failure}.`),
    });
  }
}
