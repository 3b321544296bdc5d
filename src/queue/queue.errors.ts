import { BaseError } from '../errors/index.js';

/** The driver does not support this; see docs/drivers.md. */
export class QueueUnsupportedError extends BaseError {
  constructor(ability: string) {
    super({
      code: 'queue.unsupported',
      status: 501,
      message: `The queue of this installation does not support ${ability}.`,
    });
  }
}

/** A publish whose arguments break a rule of the queue. */
export class QueueArgumentError extends BaseError {
  constructor(rule: string) {
    super({ code: 'queue.argument_invalid', status: 400, message: `The message was refused: ${rule}.` });
  }
}

/** A payload above the limit. */
export class QueuePayloadTooLargeError extends BaseError {
  constructor(limitBytes: number) {
    super({
      code: 'queue.payload_too_large',
      status: 413,
      message: `The payload of a message is limited to ${limitBytes} bytes of JSON.`,
      details: { limitBytes },
    });
  }
}

/** The push endpoint was called without the queue's secret. */
export class QueueSecretError extends BaseError {
  constructor() {
    super({ code: 'queue.secret_invalid', status: 401, message: 'The secret is missing or wrong.' });
  }
}

/** The message was not published by this app, or its payload is invalid for its handler. */
export class QueueMessageInvalidError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'queue.message_invalid',
      status: 400,
      message: 'The message or its payload is invalid.',
      cause,
    });
  }
}

/** No handler is registered for messages of this type. */
export class QueueTypeUnknownError extends BaseError {
  constructor() {
    super({
      code: 'queue.type_unknown',
      status: 422,
      message: 'No handler is registered for this type of message.',
    });
  }
}

/** A delivered message could not be handled yet; the platform should deliver it again. */
export class QueueDeliveryFailedError extends BaseError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'queue.delivery_failed',
      status: 503,
      message: 'The message could not be handled yet.',
      retryAfterSeconds,
    });
  }
}

/** A handler timed out. */
export class QueueHandlerTimeoutError extends BaseError {
  constructor(timeoutSeconds: number) {
    super({
      code: 'queue.handler_timeout',
      status: 504,
      message: `The handler did not end within ${timeoutSeconds} seconds.`,
    });
  }
}

/** The app is stopping; the message returns to the queue. */
export class QueueStoppingError extends BaseError {
  constructor() {
    super({ code: 'queue.stopping', status: 503, message: 'The queue is stopping.', retryAfterSeconds: 1 });
  }
}

/** Another worker has taken over the message, because this one did not renew its hold in time. */
export class QueueLeaseLostError extends BaseError {
  constructor() {
    super({ code: 'queue.lease_lost', status: 409, message: 'Another worker has taken the message over.' });
  }
}

/** No dead letter has this id. */
export class DeadLetterNotFoundError extends BaseError {
  constructor() {
    super({ code: 'queue.dead_letter_not_found', status: 404, message: 'There is no such dead letter.' });
  }
}

/** Thrown by a handler for a failure that a retry cannot fix. The message becomes a dead letter immediately. */
export class QueuePermanentError extends BaseError {
  /** @param reason a code for the dead letter, `<module>.<reason>` */
  constructor(reason: string, cause?: unknown) {
    super({ code: reason, status: 422, message: 'The message can never be handled.', cause });
  }
}

/** A year. */
const MAX_POSTPONED_SECONDS = 365 * 24 * 60 * 60;

/** Thrown by a handler to postpone the message. It is delivered again later, and this attempt does not count. */
export class QueuePostponedError extends BaseError {
  /**
   * @param delaySeconds at least 1: without a pause, the message would be delivered again and again; at most a year: a
   *   queue has no place for a time without end
   */
  constructor(delaySeconds: number) {
    super({
      code: 'queue.postponed',
      status: 503,
      message: 'The message is to be handled later.',
      retryAfterSeconds: delaySeconds > 1 ? Math.min(Math.ceil(delaySeconds), MAX_POSTPONED_SECONDS) : 1,
    });
  }
}

/** The server of the queue cannot be reached or refuses the app. */
export class QueueUnavailableError extends BaseError {
  constructor(cause: unknown) {
    super({
      code: 'queue.unavailable',
      status: 503,
      message: 'The queue is not available right now. Try again later.',
      retryAfterSeconds: 5,
      cause,
    });
  }
}

/** Messages are ready, but the worker takes none. Reported only in /health and in the log. */
export class QueueWorkerStuckError extends Error {
  override readonly name = 'QueueWorkerStuckError';

  constructor() {
    super('The worker of the queue takes no messages.');
  }
}
