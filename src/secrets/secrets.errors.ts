import { BaseError } from '../errors/index.js';

/** A secret that the work needs is not configured. The reply does not name it. */
export class SecretMissingError extends BaseError {
  constructor(name: string) {
    super({
      code: 'secrets.missing',
      status: 500,
      message: 'The server is not configured for this.',
      cause: new Error(`The secret ${name} is not set.`),
    });
  }
}
