import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fillStorage, keyOf } from '../support/fill-storage.mjs';
import { requestText } from '../support/load.mjs';
import { atLeast, below, compareRates, PACE } from '../support/measure.mjs';
import { residentMegabytes } from '../support/processes.mjs';
import { openWorld } from '../support/world.mjs';

const require = createRequire(import.meta.url);
const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
const { SYSTEM_CLOCK } = require('../../dist/clock/index.js');
const { StorageService } = require('../../dist/storage/index.js');
const { NO_STORAGE_LIMITS } = require('../../dist/storage/storage/account-quota.js');
const { PersistentStorageDriver } = require('../../dist/storage/storage/persistent-storage.driver.js');

const SMALL = 1_000;
/** A million keys take a minute to write; a quick look does with fewer. */
const LARGE = PACE.manyRows;
/** Enough different keys that their pages are far more than the cache of the store. */
const READS = 100_000;

/** What many keys cost a client: the same route of two apps, one of which keeps a thousand times as much. */
export async function run(small) {
  const large = await openWorld();
  try {
    const ours = { ...large.app, requests: await readsOf(large, LARGE) };
    const baseline = { ...small.app, requests: await readsOf(small, SMALL) };
    const keys = LARGE.toLocaleString('en');
    return [
      atLeast(0.8, {
        name: `GET /storage/:key, ${keys} keys / 1,000 keys`,
        ...(await compareRates(ours, baseline)),
      }),
      below(220, {
        name: `resident memory of the app, ${keys} keys, under load`,
        ours: residentMegabytes(large.app.pid),
        baseline: residentMegabytes(small.app.pid),
        ratio: null,
        unit: 'MB',
      }),
    ];
  } finally {
    await large.close();
  }
}

/** Fills the app's own file beside it, and resolves to reads of keys all over it. */
async function readsOf({ app, token, variables }, size) {
  const headers = { Authorization: `Bearer ${token}` };
  const me = await (await fetch(`${app.url}/auth/me`, { headers })).json();
  const persistence = new SqlitePersistence({
    ...SQLITE_SETTINGS,
    path: join(variables.DATA_DIR, 'app.db'),
    clock: SYSTEM_CLOCK,
  });
  await persistence.open();
  try {
    const storage = new StorageService(
      new PersistentStorageDriver(persistence, SYSTEM_CLOCK, NO_STORAGE_LIMITS),
    );
    await fillStorage(storage, { accountId: me.user.account.id, userId: me.user.id, kind: 'user' }, size);
  } finally {
    await persistence.close();
  }
  return Array.from({ length: READS }, () =>
    requestText('GET', `/storage/${keyOf(Math.floor(Math.random() * size), size)}`, headers),
  );
}
