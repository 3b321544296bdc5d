import { type MailContent } from './check-mail.js';
import { type MailDelivery } from './mail.transport.js';

export type MailStatus = 'queued' | 'sent' | 'failed';

/** The state of a mail for one recipient. */
export interface RecipientState {
  readonly address: string;
  readonly status: MailStatus;
  /** Code of the last refusal. */
  readonly failure?: string;
}

/** What is known of a mail. */
export interface MailRecord {
  readonly id: string;
  /**
   * `sent` if at least one recipient was accepted and none is pending; `failed` if none was accepted, or after the last
   * attempt.
   */
  readonly status: MailStatus;
  /** Number of attempts to send the mail. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When an operator replayed it, in milliseconds since the epoch. */
  readonly queuedAt?: number;
  readonly sentAt?: number;
  /** Code of the last failure. */
  readonly failure?: string;
  readonly to: readonly string[];
  /** Display names, by address. */
  readonly names?: Readonly<Record<string, string>>;
  readonly subject: string;
  /**
   * One entry for each of `to`. Recipients that are still `queued` are included in the next attempt, also after a
   * replay.
   */
  readonly recipients: readonly RecipientState[];
  /** Kept while a recipient may still receive it, because a dead mail can be replayed. */
  readonly content?: Pick<MailContent, 'text' | 'html'>;
}

/** The sender's view of a mail. */
export interface MailView extends Omit<MailRecord, 'content' | 'names' | 'queuedAt'> {
  /** Recipients that will not receive the mail. */
  readonly rejected: readonly string[];
}

/** Recipients that are still pending. */
export function recipientsLeft({ recipients, content }: MailRecord): string[] {
  return content ? recipients.filter(({ status }) => status === 'queued').map(({ address }) => address) : [];
}

/** The record after an attempt. Results of other attempts in the meantime are kept. */
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

/** The sender's view, in which no recipient of a failed mail is pending. */
export function viewOf(record: MailRecord): MailView {
  const { content: _content, names: _names, queuedAt: _queuedAt, ...open } = record;
  const recipients = record.recipients.map((state): RecipientState =>
    record.status === 'failed' && state.status === 'queued' ? { ...state, status: 'failed' } : state,
  );
  const rejected = recipients.filter(({ status }) => status === 'failed').map(({ address }) => address);
  return { ...open, recipients, rejected };
}
