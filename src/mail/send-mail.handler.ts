import { Injectable, Logger } from '@nestjs/common';
import { requireCaller } from '../caller/index.js';
import { QueueHandler, QueuePostponedError, type QueueHandlerContext } from '../queue/index.js';
import { MailAllowance } from './mail-allowance.js';
import { MailDeliveryError } from './mail.errors.js';
import { MailMetrics } from './mail-metrics.js';
import { MailRecords, type MailRecord } from './mail-records.js';
import { MailRefusal, MailTransport } from './mail.transport.js';
import { SEND_MAIL, SendMailPayload } from './send-mail.payload.js';

/** Takes queued mails to the server and writes down what came of it. */
@Injectable()
export class SendMailHandler {
  private readonly logger = new Logger(SendMailHandler.name);

  constructor(
    private readonly transport: MailTransport,
    private readonly records: MailRecords,
    private readonly allowance: MailAllowance,
    private readonly metrics: MailMetrics = new MailMetrics(),
  ) {}

  /** @throws MailDeliveryError where another try may help; QueuePostponedError where the account must wait */
  @QueueHandler(SEND_MAIL, SendMailPayload, { timeoutSeconds: 120 })
  async send({ id }: SendMailPayload, context: QueueHandlerContext): Promise<void> {
    const { accountId } = requireCaller();
    const record = await this.records.get(accountId, id);
    // Expired, or handled before: the queue brings a message at least once.
    if (record?.status !== 'queued' || !record.content) return;
    const waitSeconds = await this.allowance.take(accountId);
    if (waitSeconds > 0) throw new QueuePostponedError(waitSeconds);
    const { content, ...rest } = record;
    const attempts = record.attempts + 1;
    try {
      const { rejected } = await this.transport.send({
        id,
        to: record.to,
        subject: record.subject,
        ...content,
      });
      await this.records.update(accountId, {
        ...rest,
        status: 'sent',
        attempts,
        rejected,
        sentAt: Date.now(),
      });
      this.metrics.count('sent');
    } catch (error) {
      if (!(error instanceof MailRefusal)) throw error;
      await this.fail(accountId, { ...record, attempts }, error, context);
    }
  }

  private async fail(
    accountId: string,
    record: MailRecord,
    refusal: MailRefusal,
    context: QueueHandlerContext,
  ): Promise<void> {
    const { content: _, ...rest } = record;
    const isOver = refusal.permanent || context.isLastAttempt;
    const failure = refusal.reason;
    this.metrics.count(isOver ? 'failed' : 'retried');
    await this.records.update(
      accountId,
      isOver ? { ...rest, status: 'failed', failure } : { ...record, failure },
    );
    if (!refusal.permanent) throw new MailDeliveryError(failure);
    this.logger.warn({ mailId: record.id, reason: failure }, 'mail refused for good');
  }
}
