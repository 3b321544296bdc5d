import { Injectable } from '@nestjs/common';
import { Metrics, NO_METRICS, type Counter } from '../telemetry/index.js';

const OUTCOMES = ['sent', 'failed', 'retried'] as const;

/** How a try to send a mail ended: `failed` is for good. */
export type MailOutcome = (typeof OUTCOMES)[number];

/** Counts tries to send a mail. */
@Injectable()
export class MailMetrics {
  private readonly mails: Counter<'outcome'>;
  private readonly serverErrors: Counter<'reason'>;

  constructor(metrics: Metrics = NO_METRICS) {
    this.mails = metrics.counter({
      name: 'mails_total',
      help: 'Tries to send a mail: "sent", "failed" for good, or "retried" later.',
      labels: ['outcome'],
    });
    this.serverErrors = metrics.counter({
      name: 'mail_server_errors_total',
      help: 'Tries to send a mail that failed by connection, TLS, login, sender or configuration, by status or code.',
      labels: ['reason'],
    });
    for (const outcome of OUTCOMES) this.mails.add({ outcome }, 0);
  }

  count(outcome: MailOutcome): void {
    this.mails.add({ outcome });
  }

  /** @param reason the server's status, or a code of the network */
  countServerError(reason: string): void {
    this.serverErrors.add({ reason });
  }
}
