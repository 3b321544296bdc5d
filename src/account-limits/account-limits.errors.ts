import { BadRequestException } from '@nestjs/common';
import { BaseError } from '../errors/index.js';

/** The account makes more requests than its share allows, at once or in a second. Nothing was done. */
export class AccountRateLimitedError extends BaseError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'account.rate_limited',
      status: 429,
      message: 'Your account makes too many requests. Try again later.',
      retryAfterSeconds,
    });
  }
}

/** The same for a request of monday, which repeats what failed with 5xx and gives up on 4xx (docs/monday-platform.md#block-failures). */
export class AccountBusyError extends BaseError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'account.busy',
      status: 503,
      message: 'Too many requests of this account are being handled. Try again later.',
      retryAfterSeconds,
    });
  }
}

/** The client went away while its request waited. Nobody reads the reply. */
export class RequestAbortedException extends BadRequestException {
  constructor() {
    super('The client closed the connection.');
  }
}
