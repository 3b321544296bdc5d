import { type FactoryProvider } from '@nestjs/common';
import { Metrics, OutcomeCounter } from '../telemetry/index.js';

const OUTCOMES = ['sent', 'failed', 'retried'] as const;

/** How a try to send a mail ended: `failed` is for good. */
export type MailOutcome = (typeof OUTCOMES)[number];

/** Token of the `OutcomeCounter<MailOutcome>` that the handler of mails and that of their dead letters share. */
export const MAIL_OUTCOMES = Symbol('MAIL_OUTCOMES');

export function createMailOutcomes(metrics: Metrics): OutcomeCounter<MailOutcome> {
  return new OutcomeCounter(metrics, {
    name: 'mails_total',
    help: 'Tries to send a mail: "sent", "failed" for good, or "retried" later.',
    outcomes: OUTCOMES,
  });
}

export const mailOutcomes: FactoryProvider<OutcomeCounter<MailOutcome>> = {
  provide: MAIL_OUTCOMES,
  inject: [Metrics],
  useFactory: createMailOutcomes,
};
