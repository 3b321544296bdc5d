/** A mail that arrived. */
export interface KeptMail {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Addresses of the envelope: the actual recipients. */
  readonly recipients: readonly string[];
  /** From the header of the mail. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string | undefined;
  readonly text: string;
  /** Untrusted; show it only in a sandboxed frame. */
  readonly html: string | undefined;
  readonly attachments: readonly { readonly filename: string; readonly bytes: number }[];
}

/** A line of the list. */
export type MailSummary = Pick<KeptMail, 'id' | 'receivedAt' | 'recipients' | 'from' | 'to' | 'subject'>;

export const summaryOf = ({ id, receivedAt, recipients, from, to, subject }: KeptMail): MailSummary => ({
  id,
  receivedAt,
  recipients,
  from,
  to,
  subject,
});
