import { SYSTEM_CLOCK } from '../clock/index.js';
import { type Persistence } from '../persistence/index.js';
import { type DeadLetterObservers } from '../queue/index.js';
import { type KeyRing } from '../secrets/index.js';
import { NO_METRICS } from '../telemetry/index.js';
import { MailDeadLetters } from './mail-dead-letters.js';
import { createMailOutcomes } from './mail-outcomes.js';
import { MailRecordStore } from './mail-record.store.js';

/** Keeps mails in sync with their dead letters in a tool outside the app. */
export function observeDeadMails(
  observers: DeadLetterObservers,
  persistence: Persistence,
  keyRing: KeyRing,
): void {
  const records = new MailRecordStore(persistence, keyRing);
  new MailDeadLetters(observers, records, SYSTEM_CLOCK, createMailOutcomes(NO_METRICS)).onModuleInit();
}
