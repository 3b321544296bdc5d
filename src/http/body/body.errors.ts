import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import { BaseError } from '../../errors/index.js';

/** So many large bodies are being handled already that another one is not read. */
export class LargeBodiesBusyError extends BaseError {
  constructor() {
    super({
      code: 'http.large_bodies_busy',
      status: 503,
      message: 'Too many large bodies are being handled. Try again later.',
      retryAfterSeconds: 1,
    });
  }
}

export class BodyTooLargeException extends PayloadTooLargeException {
  constructor(limit: number) {
    super(`The body is larger than ${limit} bytes.`);
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

/** The client went away before its body was complete. Nobody reads the reply. */
export class BodyAbortedException extends BadRequestException {
  constructor() {
    super('The body ended too early.');
  }
}
