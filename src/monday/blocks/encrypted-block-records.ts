import { associatedDataOf, type EncryptedRecords } from '../../secrets/index.js';

interface Run {
  readonly answer?: string;
}

/** Subscriptions and stored replies of runs, for key rotation. */
export const ENCRYPTED_BLOCK_RECORDS: readonly EncryptedRecords[] = [
  {
    prefix: 'monday/triggers/',
    reencrypt: (key, value, reencrypt) => reencrypt(value, associatedDataOf(key)),
  },
  {
    prefix: 'monday/action-runs/',
    reencrypt: (key, value, reencrypt) => {
      const run = JSON.parse(value) as Run;
      if (run.answer === undefined) return value;
      return JSON.stringify({ ...run, answer: reencrypt(run.answer, associatedDataOf(key)) });
    },
  },
];
