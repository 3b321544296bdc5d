import type { MailContent } from './check-mail.js';

export interface OutgoingMail extends MailContent {
  /** The same for every try of one mail, so that receivers can drop duplicates. */
  readonly id: string;
}

/** A mail server's answer to a mail that it took. */
export interface Accepted {
  /** Recipients that it refused while it took others. */
  readonly rejected: readonly string[];
}

/** A mail that did not get through. Its message names no address: it may be logged. */
export class MailRefusal extends Error {
  override readonly name = 'MailRefusal';

  constructor(
    /** The server's status, such as `550`, or a code of the network, such as `ECONNREFUSED`. */
    readonly reason: string,
    /** True where the server said that this mail can never be taken. */
    readonly permanent: boolean,
  ) {
    super(`The mail did not get through: ${reason}.`);
  }
}

/** Hands mails to a server. */
export abstract class MailTransport {
  /** @throws MailRefusal */
  abstract send(mail: OutgoingMail): Promise<Accepted>;

  abstract close(): void;
}
