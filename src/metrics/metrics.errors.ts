import { BaseError } from '../errors/index.js';

/** The token is missing or wrong. */
export class MetricsTokenError extends BaseError {
  constructor() {
    super({
      code: 'metrics.token_required',
      status: 401,
      message: 'The metrics require a bearer token.',
    });
  }
}
