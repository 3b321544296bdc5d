import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { DeadLetterObservers, type DeadLetterObserver } from '../queue/index.js';
import { type OutcomeCounter } from '../telemetry/index.js';
import { MailNotReplayableError } from './mail.errors.js';
import { MAIL_OUTCOMES, type MailOutcome } from './mail-outcomes.js';
import { recipientsLeft } from './mail-record.js';
import { MailRecordStore } from './mail-record.store.js';
import { SEND_MAIL, SendMailPayload } from './send-mail.dto.js';

/** Keeps the status and the content of a mail in sync with its dead letter. */
@Injectable()
export class MailDeadLetters implements DeadLetterObserver<SendMailPayload>, OnModuleInit {
  constructor(
    private readonly observers: DeadLetterObservers,
    private readonly records: MailRecordStore,
    private readonly clock: Clock,
    @Inject(MAIL_OUTCOMES) private readonly outcomes: OutcomeCounter<MailOutcome>,
  ) {}

  onModuleInit(): void {
    this.observers.add(SEND_MAIL, SendMailPayload, this);
  }

  /** The content stays, for a replay. */
  async onDead({ id }: SendMailPayload, accountId: string, cause: string): Promise<void> {
    const failed = await this.records.change(accountId, id, (mail) =>
      mail.status === 'queued' ? { ...mail, status: 'failed', failure: mail.failure ?? cause } : undefined,
    );
    if (failed) this.outcomes.count('failed');
  }

  /** @throws MailNotReplayableError if no recipient is left, or the mail no longer exists */
  async onReplay({ id }: SendMailPayload, accountId: string): Promise<void> {
    const queued = await this.records.change(accountId, id, (mail) =>
      recipientsLeft(mail).length > 0 ? { ...mail, status: 'queued', queuedAt: this.clock.now() } : undefined,
    );
    if (!queued) throw new MailNotReplayableError();
  }

  async onDrop({ id }: SendMailPayload, accountId: string): Promise<void> {
    await this.records.change(accountId, id, ({ content, ...mail }) =>
      content ? { ...mail, status: 'failed' } : undefined,
    );
  }
}
