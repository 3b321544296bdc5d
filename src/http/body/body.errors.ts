import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import { BaseError } from '../../errors/index.js';

/** The memory for bodies and large replies did not become free in time. */
export class LargeBodiesBusyError extends BaseError {
  constructor() {
    super({
      code: 'http.large_bodies_busy',
      status: 503,
      message: 'Too many large requests are in progress. Try again later.',
      retryAfterSeconds: 1,
    });
  }
}

/** A large body arrived too slowly. */
export class BodyTooSlowError extends BaseError {
  constructor() {
    super({ code: 'http.body_too_slow', status: 408, message: 'The body arrived too slowly.' });
  }
}

export class BodyTooLargeException extends PayloadTooLargeException {
  constructor(limit: number) {
    super(`The body exceeds ${limit} bytes.`);
  }
}

/** Joining the chunks would take too long for the size of the body. */
export class BodyFragmentedException extends PayloadTooLargeException {
  constructor() {
    super('The body consists of too many small chunks.');
  }
}

export class BodyNotJsonException extends BadRequestException {
  constructor() {
    super('The body is not valid JSON in UTF-8.');
  }
}

export class BodyTypeException extends UnsupportedMediaTypeException {
  constructor() {
    super('The body must be application/json in UTF-8, not compressed.');
  }
}

/** The client disconnected before its body was complete. The reply is not read. */
export class BodyAbortedException extends BadRequestException {
  constructor() {
    super('The body ended too early.');
  }
}
