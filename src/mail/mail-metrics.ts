import { Injectable } from '@nestjs/common';
import { Metrics, NO_METRICS, type Counter } from '../telemetry/index.js';

const OUTCOMES = ['sent', 'failed', 'retried'] as const;

/** How a try to send a mail ended: `failed` is for good. */
export type MailOutcome = (typeof OUTCOMES)[number];

/** Counts tries to send a mail. */
@Injectable()
export class MailMetrics {
  private readonly mails: Counter<'outcome'>;

  constructor(metrics: Metrics = NO_METRICS) {
    this.mails = metrics.counter({
      name: 'mails_total',
      help: 'Tries to send a mail: "sent", "failed" for good, or "retried" later.',
      labels: ['outcome'],
    });
    for (const outcome of OUTCOMES) this.mails.add({ outcome }, 0);
  }

  count(outcome: MailOutcome): void {
    this.mails.add({ outcome });
  }
}
