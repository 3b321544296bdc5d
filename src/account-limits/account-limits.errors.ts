import { BadRequestException } from '@nestjs/common';
import { BaseError } from '../errors/index.js';

/** The account exceeds its limit of concurrent requests or its request rate. The request was not processed. */
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

/**
 * The same for a request from monday, which retries after 5xx and gives up after 4xx
 * (docs/monday-platform.md#block-failures).
 */
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

/** The client disconnected while its request waited. The reply is not read. */
export class RequestAbortedException extends BadRequestException {
  constructor() {
    super('The client closed the connection.');
  }
}
