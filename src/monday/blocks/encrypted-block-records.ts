import { associatedDataOf, type SealedRecords } from '../../secrets/index.js';

interface Run {
  readonly answer?: string;
}

/** Subscriptions and the answers of runs, for the rotation of keys. */
export const SEALED_BLOCK_RECORDS: readonly SealedRecords[] = [
  {
    prefix: 'monday/triggers/',
    reseal: (key, value, reseal) => reseal(value, associatedDataOf(key)),
  },
  {
    prefix: 'monday/action-runs/',
    reseal: (key, value, reseal) => {
      const run = JSON.parse(value) as Run;
      if (run.answer === undefined) return value;
      return JSON.stringify({ ...run, answer: reseal(run.answer, associatedDataOf(key)) });
    },
  },
];
