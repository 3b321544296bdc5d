import { Inject, Injectable, Logger } from '@nestjs/common';
import { requireCaller } from '../caller/index.js';
import { Clock } from '../clock/index.js';
import {
  QueueHandler,
  QueuePostponedError,
  type QueueHandlerContext,
  type RetryPolicy,
} from '../queue/index.js';
import { RateLimitExceededError } from '../rate-limiter/index.js';
import { Metrics, OutcomeCounter } from '../telemetry/index.js';
import { MailDeliveryError } from './mail.errors.js';
import { MailRateLimiter } from './mail-rate-limiter.js';
import { MAIL_OUTCOMES, type MailOutcome } from './mail-outcomes.js';
import { afterTry, recipientsLeft, type MailRecord } from './mail-record.js';
import { MailRecordStore } from './mail-record.store.js';
import {
  MailRefusal,
  MailTransport,
  type MailDelivery,
  type OutgoingMail,
  type RecipientRefusal,
} from './mail.transport.js';
import { SEND_MAIL, SendMailPayload } from './send-mail.dto.js';

/**
 * Greylisting and restarts end within minutes, but a wrong password may go unnoticed for a night. The first eleven
 * delays and a hundred of at least 15 minutes add up to more than 24 hours, also for a replayed mail.
 */
export const MAIL_RETRY: RetryPolicy = {
  maxAttempts: 110,
  firstDelayMs: 1_000,
  maxDelayMs: 30 * 60_000,
  minAgeMs: 24 * 60 * 60_000,
};

/** Sends queued mails and stores the result for each recipient. */
@Injectable()
export class SendMailHandler {
  private readonly logger = new Logger(SendMailHandler.name);
  private readonly serverErrors: OutcomeCounter<string>;

  constructor(
    private readonly transport: MailTransport,
    private readonly records: MailRecordStore,
    private readonly limiter: MailRateLimiter,
    private readonly clock: Clock,
    @Inject(MAIL_OUTCOMES) private readonly outcomes: OutcomeCounter<MailOutcome>,
    metrics: Metrics,
  ) {
    this.serverErrors = new OutcomeCounter(metrics, {
      name: 'mail_server_errors_total',
      help: 'Tries to send a mail that failed by connection, TLS, login, sender or configuration, by status or code.',
      label: 'reason',
      outcomes: [],
    });
  }

  /** @throws MailDeliveryError if a retry may help; QueuePostponedError if the account must wait */
  @QueueHandler(SEND_MAIL, SendMailPayload, { timeoutSeconds: 120, retry: MAIL_RETRY })
  async send({ id }: SendMailPayload, context: QueueHandlerContext): Promise<void> {
    const { accountId } = requireCaller();
    const record = await this.records.get(accountId, id);
    const recipients = record ? recipientsLeft(record) : [];
    // The mail has expired or was already handled, because the queue delivers at least once. A failed mail is sent
    // again, because its message was replayed.
    if (!record?.content || recipients.length === 0) return;
    await this.acquire(accountId);
    const { to, names, subject, content } = record;
    const { signal } = context;
    const delivery = await this.deliver({ id, to, names, subject, ...content, recipients, signal });
    const after = await this.records.change(accountId, id, (current) =>
      afterTry(current, delivery, this.clock.now()),
    );
    if (after) this.report(after, delivery);
  }

  private async acquire(accountId: string): Promise<void> {
    try {
      await this.limiter.acquire(accountId);
    } catch (error) {
      throw error instanceof RateLimitExceededError
        ? new QueuePostponedError(error.retryAfterSeconds)
        : error;
    }
  }

  /** The server's replies; a refusal of the whole mail counts for each recipient. */
  private async deliver(mail: OutgoingMail): Promise<MailDelivery> {
    try {
      return await this.transport.send(mail);
    } catch (error) {
      // The message was already taken over by another worker.
      if (!(error instanceof MailRefusal) || mail.signal?.aborted) throw error;
      const { reason, kind } = error;
      return { accepted: [], refused: mail.recipients.map((recipient) => ({ recipient, reason, kind })) };
    }
  }

  /** @throws MailDeliveryError if a recipient is pending */
  private report({ id, status }: MailRecord, { refused }: MailDelivery): void {
    this.outcomes.count(status === 'queued' ? 'retried' : status);
    const ofServer = refused.find(({ kind }) => kind === 'server');
    // The SMTP status or a network error code.
    if (ofServer) this.serverErrors.count(ofServer.reason);
    const reasons = reasonsOf(refused.filter(({ kind }) => kind === 'final'));
    if (reasons.length > 0) this.logger.warn({ mailId: id, reasons }, 'mail refused permanently');
    const retried = ofServer ?? refused.find(({ kind }) => kind === 'temporary');
    if (retried) throw new MailDeliveryError(retried.reason);
  }
}

const reasonsOf = (refused: readonly RecipientRefusal[]): string[] => [
  ...new Set(refused.map(({ reason }) => reason)),
];
