/**
 * `node sqlite-keys.mjs COUNT ROUNDS ROUND_MS`: StorageService on a SQLite file with COUNT keys of 1 KB beside one with
 * 1,000, in turns. Prints one JSON object. A process of its own, so that its memory is that of this alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStorage, keyOf, VALUE } from './fill-storage.mjs';

const require = createRequire(import.meta.url);
const { runAs } = require('../../dist/caller/index.js');
const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
const { SYSTEM_CLOCK } = require('../../dist/clock/index.js');
const { StorageService } = require('../../dist/storage/index.js');
const { NO_STORAGE_LIMITS } = require('../../dist/storage/storage/account-quota.js');
const { PersistentStorageDriver } = require('../../dist/storage/storage/persistent-storage.driver.js');

const SMALL = 1_000;
const CALLER = { accountId: '12345678', userId: '1', kind: 'user' };
const CONCURRENT = 64;

const [count, rounds, roundMs] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'bench-sqlite-'));
try {
  const small = await openStore('small', SMALL);
  const large = await openStore('large', count);
  for (const store of [small, large]) await gets(store, roundMs);
  const turns = [];
  for (let round = 0; round < rounds; round += 1) {
    turns.push({
      get: { small: await gets(small, roundMs), large: await gets(large, roundMs) },
      concurrentGet: {
        small: await gets(small, roundMs, CONCURRENT),
        large: await gets(large, roundMs, CONCURRENT),
      },
      upsert: { small: await upserts(small, 1), large: await upserts(large, 1) },
      concurrent: { small: await upserts(small, CONCURRENT), large: await upserts(large, CONCURRENT) },
    });
  }
  console.log(JSON.stringify({ turns, megabytes: process.memoryUsage.rss() / 1e6 }));
  await small.persistence.close();
  await large.persistence.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function openStore(name, size) {
  const persistence = new SqlitePersistence({
    ...SQLITE_SETTINGS,
    path: join(folder, `${name}.db`),
    clock: SYSTEM_CLOCK,
  });
  await persistence.open();
  const storage = new StorageService(
    new PersistentStorageDriver(persistence, SYSTEM_CLOCK, NO_STORAGE_LIMITS),
  );
  await fillStorage(storage, CALLER, size);
  return { persistence, storage, randomKey: () => keyOf(Math.floor(Math.random() * size), size) };
}

/** Gets a second by so many callers, each of which waits for its own. */
function gets({ storage, randomKey }, milliseconds, callers = 1) {
  return runAs(CALLER, async () => {
    const start = performance.now();
    let done = 0;
    const caller = async () => {
      while (performance.now() - start < milliseconds) {
        await storage.get(randomKey());
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return (done * 1_000) / (performance.now() - start);
  });
}

/** Durable upserts a second by so many callers, each of which waits for its own. */
function upserts({ storage, randomKey }, callers) {
  return runAs(CALLER, async () => {
    const start = performance.now();
    let done = 0;
    const caller = async () => {
      while (performance.now() - start < roundMs) {
        await storage.upsert(randomKey(), VALUE);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return (done * 1_000) / (performance.now() - start);
  });
}
