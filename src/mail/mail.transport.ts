import { type MailContent } from './check-mail.js';

export interface OutgoingMail extends MailContent {
  /** The same for every try of one mail, so that receivers can drop duplicates. */
  readonly id: string;
  /** Those of `to` that the mail still has to reach; the others have it, or never will. */
  readonly recipients: readonly string[];
  /** Ends the try early. */
  readonly signal?: AbortSignal;
}

/**
 * Whose fault a refusal is, which decides what follows:
 * - `final`: this mail or recipient can never be taken
 * - `temporary`: the server may take it later
 * - `server`: connection, TLS, login, sender or configuration, which the operator has to mend; the mail waits
 */
export type RefusalKind = 'final' | 'temporary' | 'server';

/** A recipient that the server refused. */
export interface RecipientRefusal {
  readonly recipient: string;
  /** The server's status, such as `550`, or a code of ours. */
  readonly reason: string;
  readonly kind: RefusalKind;
}

/** What the server said to each recipient. */
export interface MailDelivery {
  readonly accepted: readonly string[];
  readonly refused: readonly RecipientRefusal[];
}

/** A mail that reached none of its recipients. Its message names no address: it may be logged. */
export class MailRefusal extends Error {
  override readonly name = 'MailRefusal';

  constructor(
    /** The server's status, such as `554`, or a code of the network, such as `ESOCKET`. */
    readonly reason: string,
    readonly kind: RefusalKind,
  ) {
    super(`The mail did not get through: ${reason}.`);
  }
}

/** Hands mails to a server. */
export abstract class MailTransport {
  /**
   * Resolves to what the server said to each of the mail's `recipients`, all of which it may have refused.
   * @throws MailRefusal if it refused the mail as a whole, or could not be asked
   */
  abstract send(mail: OutgoingMail): Promise<MailDelivery>;

  abstract close(): void;
}
