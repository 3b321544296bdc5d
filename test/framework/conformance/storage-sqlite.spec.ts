import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { PERSISTENT_CAPABILITIES, persistentStorage } from './persistent-storage.fixture.js';
import { storageQuotaSuite } from './storage-quota.suite.js';
import { storageSuite } from './storage.suite.js';

describe('StorageService on SQLite', () => {
  storageSuite(
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'storage-'));
      return persistentStorage({
        open: (clock) => new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), clock }),
        remove: () => rm(folder, { recursive: true }),
      });
    },
    { capabilities: PERSISTENT_CAPABILITIES, modelRuns: 100 },
  );
});

describe('the quotas of accounts on SQLite', () => {
  storageQuotaSuite(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quota-'));
    return {
      open: (options) =>
        new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), ...options }),
      remove: () => rm(folder, { recursive: true }),
    };
  });
});
