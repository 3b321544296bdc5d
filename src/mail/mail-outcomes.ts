import { type FactoryProvider } from '@nestjs/common';
import { Metrics, OutcomeCounter } from '../telemetry/index.js';

const OUTCOMES = ['sent', 'failed', 'retried'] as const;

/** Outcome of an attempt to send a mail; `failed` is permanent. */
export type MailOutcome = (typeof OUTCOMES)[number];

/** Token of the `OutcomeCounter<MailOutcome>` shared by the mail handler and the observer of dead letters. */
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
