import { type MailContent } from './check-mail.js';
import { type MailDelivery } from './mail.transport.js';

export type MailStatus = 'queued' | 'sent' | 'failed';

/** What became of a mail for one recipient. */
export interface RecipientState {
  readonly address: string;
  readonly status: MailStatus;
  /** Code of the last refusal. */
  readonly failure?: string;
}

/** What is known of a mail. */
export interface MailRecord {
  readonly id: string;
  /** `sent` if any recipient's server took it and none is left; `failed` if none did, or if it was given up. */
  readonly status: MailStatus;
  /** Number of attempts to send the mail. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When an operator queued it again after it was given up, in milliseconds since the epoch. */
  readonly queuedAt?: number;
  readonly sentAt?: number;
  /** Code of the last failure. */
  readonly failure?: string;
  readonly to: readonly string[];
  /** Display names, by address. */
  readonly names?: Readonly<Record<string, string>>;
  readonly subject: string;
  /** One for each of `to`. Those that are still `queued` get the next try, also once the mail was given up. */
  readonly recipients: readonly RecipientState[];
  /** Kept while a recipient may still get it: a mail that was given up can be replayed. */
  readonly content?: Pick<MailContent, 'text' | 'html'>;
}

/** A mail as its sender may see it. */
export interface MailView extends Omit<MailRecord, 'content' | 'names' | 'queuedAt'> {
  /** Recipients that will not receive the mail. */
  readonly rejected: readonly string[];
}

/** Whom the mail still has to reach. */
export function recipientsLeft({ recipients, content }: MailRecord): string[] {
  return content ? recipients.filter(({ status }) => status === 'queued').map(({ address }) => address) : [];
}

/** The record after a try. What other tries found out in the meantime stays. */
export function afterTry(record: MailRecord, { accepted, refused }: MailDelivery, now: number): MailRecord {
  const sent = new Set(accepted);
  const refusals = new Map(refused.map((refusal) => [refusal.recipient, refusal]));
  const recipients = record.recipients.map((state): RecipientState => {
    const { address } = state;
    if (state.status !== 'queued') return state;
    if (sent.has(address)) return { address, status: 'sent' };
    const refusal = refusals.get(address);
    if (!refusal) return state;
    return { address, status: refusal.kind === 'final' ? 'failed' : 'queued', failure: refusal.reason };
  });
  const { failure: before, ...rest } = record;
  const tried = { ...rest, attempts: record.attempts + 1, recipients };
  const waiting = recipients.find(({ status }) => status === 'queued');
  if (waiting) return { ...tried, status: 'queued', failure: waiting.failure ?? before };
  const { content: _, ...settled } = tried;
  if (recipients.some(({ status }) => status === 'sent')) return { ...settled, status: 'sent', sentAt: now };
  return { ...settled, status: 'failed', failure: recipients.at(-1)?.failure ?? before };
}

/** What the sender sees: nobody is left waiting by a mail that was given up. */
export function viewOf(record: MailRecord): MailView {
  const { content: _content, names: _names, queuedAt: _queuedAt, ...open } = record;
  const recipients = record.recipients.map((state): RecipientState =>
    record.status === 'failed' && state.status === 'queued' ? { ...state, status: 'failed' } : state,
  );
  const rejected = recipients.filter(({ status }) => status === 'failed').map(({ address }) => address);
  return { ...open, recipients, rejected };
}
