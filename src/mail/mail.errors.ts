import { BaseError } from '../errors/index.js';

/** A recipient is not a plain address, or there are none or too many recipients. */
export class MailAddressInvalidError extends BaseError {
  constructor(rule = 'each recipient must be one plain address, such as name@example.com') {
    super({ code: 'mail.address_invalid', status: 400, message: `The mail was refused: ${rule}.` });
  }
}

/** The subject, the content or the idempotency key is invalid. */
export class MailContentInvalidError extends BaseError {
  constructor(rule: string) {
    super({ code: 'mail.content_invalid', status: 400, message: `The mail was refused: ${rule}.` });
  }
}

/** An invalid template or missing value: a programming error. The message names placeholders, never values. */
export class MailTemplateError extends Error {
  override readonly name = 'MailTemplateError';

  constructor(problem: string) {
    super(`The mail template ${problem}.`);
  }
}

/** The caller's account has no such mail. */
export class MailNotFoundError extends BaseError {
  constructor() {
    super({ code: 'mail.message_not_found', status: 404, message: 'This mail does not exist.' });
  }
}

/** The mail server did not accept the mail; the queue retries. */
export class MailDeliveryError extends BaseError {
  /** @param reason the SMTP status or a network error code */
  constructor(reason: string) {
    super({
      code: `mail.delivery_failed_${reason.toLowerCase()}`,
      status: 503,
      message: 'The mail server did not accept the mail.',
    });
  }
}

/** The mail of the dead letter was already sent, or its content was deleted. */
export class MailNotReplayableError extends BaseError {
  constructor() {
    super({
      code: 'mail.not_replayable',
      status: 409,
      message: 'There is nothing to send: the mail was already sent or refused, or its content was deleted.',
    });
  }
}
