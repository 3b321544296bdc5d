import { type MailContent } from './check-mail.js';

export interface OutgoingMail extends MailContent {
  /** The same for every attempt, so that receivers can detect duplicates. */
  readonly id: string;
  /** The pending recipients of `to`; the others were accepted or refused. */
  readonly recipients: readonly string[];
  /** Ends the attempt early. */
  readonly signal?: AbortSignal;
}

/**
 * Cause of a refusal, which determines the handling:
 * - `final`: this mail or recipient will never be accepted
 * - `temporary`: the server may accept it later
 * - `server`: connection, TLS, login, sender or configuration, which the operator must correct; the mail waits
 */
export type RefusalKind = 'final' | 'temporary' | 'server';

/** A recipient that the server refused. */
export interface RecipientRefusal {
  readonly recipient: string;
  /** The SMTP status, such as `550`, or a code of the app. */
  readonly reason: string;
  readonly kind: RefusalKind;
}

/** The server's replies for each recipient. */
export interface MailDelivery {
  readonly accepted: readonly string[];
  readonly refused: readonly RecipientRefusal[];
}

/** No recipient was accepted. The message contains no address, so it can be logged. */
export class MailRefusal extends Error {
  override readonly name = 'MailRefusal';

  constructor(
    /** The SMTP status, such as `554`, or a network error code, such as `ESOCKET`. */
    readonly reason: string,
    readonly kind: RefusalKind,
  ) {
    super(`The mail did not get through: ${reason}.`);
  }
}

/** Hands mails to a server. */
export abstract class MailTransport {
  /**
   * Resolves to the server's replies for each of `recipients`; all may be refused.
   * @throws MailRefusal if the server refused the whole mail or could not be reached
   */
  abstract send(mail: OutgoingMail): Promise<MailDelivery>;

  abstract close(): void;
}
