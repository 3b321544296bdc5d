import { BaseError } from '../errors/index.js';

/** A recipient that is no plain address, or none, or too many of them. */
export class MailAddressInvalidError extends BaseError {
  constructor(rule = 'each recipient must be one plain address, such as name@example.com') {
    super({ code: 'mail.address_invalid', status: 400, message: `The mail was refused: ${rule}.` });
  }
}

/** A subject or content that breaks a rule. */
export class MailContentInvalidError extends BaseError {
  constructor(rule: string) {
    super({ code: 'mail.content_invalid', status: 400, message: `The mail was refused: ${rule}.` });
  }
}

/** A template that cannot be filled: a programming error. The message names places, never values. */
export class MailTemplateError extends Error {
  override readonly name = 'MailTemplateError';

  constructor(problem: string) {
    super(`The mail template ${problem}.`);
  }
}

/** No such mail in the caller's account. */
export class MailNotFoundError extends BaseError {
  constructor() {
    super({ code: 'mail.message_not_found', status: 404, message: 'This mail does not exist.' });
  }
}

/** The mail server did not take the mail now; the queue tries again. */
export class MailDeliveryError extends BaseError {
  /** @param reason the server's status, or a code of the network */
  constructor(reason: string) {
    super({
      code: `mail.delivery_failed_${reason.toLowerCase()}`,
      status: 503,
      message: 'The mail server did not accept the mail.',
    });
  }
}

/** A dead letter whose mail nobody waits for any more: it was sent meanwhile, or its content is gone. */
export class MailNotReplayableError extends BaseError {
  constructor() {
    super({
      code: 'mail.not_replayable',
      status: 409,
      message: 'There is nothing to send: the mail was already sent or refused, or its content was deleted.',
    });
  }
}
