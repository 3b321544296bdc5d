import { Injectable } from '@nestjs/common';

export interface NewMail {
  readonly to: string | readonly string[];
  readonly subject: string;
  /** Made from `html` where it is absent; one of the two must be there. */
  readonly text?: string;
  readonly html?: string;
  /** A second send of the same account with this key does nothing and returns the first id. */
  readonly idempotencyKey?: string;
}

/** Sends mail in the background, for the current caller's account. */
@Injectable()
export class MailService {
  /** Resolves to the mail's id once it is durably queued. */
  send(_mail: NewMail): Promise<{ id: string }> {
    return Promise.reject(new Error('not yet'));
  }
}
