import { BaseError } from '../../../errors/index.js';

/** monday sent no connected account for a key that the block declares. */
export class CredentialsMissingError extends BaseError {
  constructor(key: string) {
    super({
      code: 'monday.credentials_missing',
      status: 422,
      message: `No account is connected for "${key}". Connect one in the settings of the automation.`,
      details: { credentials: key },
    });
  }
}

/** Throw it if the third party refuses an access token: the user must connect the account again. */
export class CredentialsRefusedError extends BaseError {
  /** @param name of the third party, shown to the user */
  constructor(name: string, cause?: unknown) {
    super({
      code: 'monday.credentials_refused',
      status: 422,
      message: `${name} did not accept the connected account. Connect it again.`,
      details: { credentials: name },
      cause,
    });
  }
}

/** The app declares no such credentials. */
export class CredentialsNotFoundError extends BaseError {
  constructor() {
    super({
      code: 'monday.credentials_not_found',
      status: 404,
      message: 'The app has no such credentials.',
    });
  }
}

/** The third party did not say in time whose token it is. */
export class IdentificationTimedOutError extends BaseError {
  constructor() {
    super({
      code: 'monday.identification_timed_out',
      status: 504,
      message: 'The third party did not answer in time.',
    });
  }
}
