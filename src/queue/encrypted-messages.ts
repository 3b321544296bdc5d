import { BUSY, type SealedRecords } from '../secrets/index.js';
import { LANES, readRecord, RUNNING, writeRecord } from './drivers/persistent-record.js';
import type { DeadLetter } from './dead-letters.js';
import { resealEnvelope } from './envelope.js';
import { DEFERRED, OUTBOX } from './outbox.js';
import type { OutgoingMessage } from './queue.driver.js';

/** Messages that the app's own store keeps, for the rotation of keys; BullMQ's and the platform's are theirs. */
export const SEALED_MESSAGES: readonly SealedRecords[] = [
  ...LANES.map((prefix): SealedRecords => ({
    prefix,
    reseal: (_key, value, reseal) => {
      const record = readRecord(value);
      return writeRecord({ ...record, body: resealEnvelope(record.body, reseal) });
    },
  })),
  {
    prefix: RUNNING,
    reseal: (_key, value, reseal) => {
      resealEnvelope(readRecord(value).body, reseal);
      // Whoever handles it would find that the message is not theirs any more.
      return BUSY;
    },
  },
  {
    prefix: OUTBOX,
    reseal: (_key, value, reseal) => {
      const entry = JSON.parse(value) as { readonly message: OutgoingMessage };
      const message = { ...entry.message, body: resealEnvelope(entry.message.body, reseal) };
      return JSON.stringify({ ...entry, message });
    },
  },
  { prefix: DEFERRED, reseal: (_key, value, reseal) => resealEnvelope(value, reseal) },
  {
    prefix: 'queue/dead/',
    reseal: (_key, value, reseal) => {
      const letter = JSON.parse(value) as DeadLetter;
      return JSON.stringify({ ...letter, body: resealEnvelope(letter.body, reseal) });
    },
  },
];
