import { BUSY, type EncryptedRecords } from '../secrets/index.js';
import { LANES, readRecord, RUNNING, writeRecord } from './drivers/persistent-record.js';
import { type DeadLetter } from './dead-letters.js';
import { reencryptEnvelope } from './envelope.js';
import { DEFERRED, OUTBOX } from './outbox.js';
import { type OutgoingMessage } from './queue.driver.js';

/**
 * Messages in the app's own store, for key rotation. Messages in BullMQ and in the platform's queue are not accessible.
 */
export const ENCRYPTED_MESSAGES: readonly EncryptedRecords[] = [
  ...LANES.map((prefix): EncryptedRecords => ({
    prefix,
    reencrypt: (_key, value, reencrypt) => {
      const record = readRecord(value);
      return writeRecord({ ...record, body: reencryptEnvelope(record.body, reencrypt) });
    },
  })),
  {
    prefix: RUNNING,
    reencrypt: (_key, value, reencrypt) => {
      reencryptEnvelope(readRecord(value).body, reencrypt);
      // Its handler would lose the message.
      return BUSY;
    },
  },
  {
    prefix: OUTBOX,
    reencrypt: (_key, value, reencrypt) => {
      const entry = JSON.parse(value) as { readonly message: OutgoingMessage };
      const message = { ...entry.message, body: reencryptEnvelope(entry.message.body, reencrypt) };
      return JSON.stringify({ ...entry, message });
    },
  },
  { prefix: DEFERRED, reencrypt: (_key, value, reencrypt) => reencryptEnvelope(value, reencrypt) },
  {
    prefix: 'queue/dead/',
    reencrypt: (_key, value, reencrypt) => {
      const letter = JSON.parse(value) as DeadLetter;
      return JSON.stringify({ ...letter, body: reencryptEnvelope(letter.body, reencrypt) });
    },
  },
];
