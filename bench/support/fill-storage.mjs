import { createRequire } from 'node:module';
import 'reflect-metadata';

const require = createRequire(import.meta.url);
const { runAs } = require('../../dist/caller/index.js');

const BATCH = 100;
const BATCHES_AT_ONCE = 10;

/** A value of 1 KB. */
export const VALUE = 'v'.repeat(1_000);

/** The keys of a store of so many, in an order that is not theirs. */
export const keyOf = (index, size) => `key-${String((index * 7_919) % size).padStart(7, '0')}`;

/** Writes so many keys of 1 KB for an account. Batches that wait together share an fsync. */
export async function fillStorage(storage, caller, size) {
  const fill = (from) =>
    storage.batch(
      Array.from({ length: BATCH }, (_, offset) => ({
        type: 'upsert',
        key: keyOf(from + offset, size),
        value: VALUE,
      })),
    );
  await runAs(caller, async () => {
    for (let index = 0; index < size; index += BATCH * BATCHES_AT_ONCE) {
      const starts = Array.from({ length: BATCHES_AT_ONCE }, (_, batch) => index + batch * BATCH);
      await Promise.all(starts.map(fill));
    }
  });
}
