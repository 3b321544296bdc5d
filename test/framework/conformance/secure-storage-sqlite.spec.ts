import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { persistentSecureStorage } from './persistent-secure-storage.fixture.js';
import { secureStorageSuite } from './secure-storage.suite.js';

describe('SecureStorage on SQLite', () => {
  secureStorageSuite(
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'secure-storage-'));
      return persistentSecureStorage({
        open: () =>
          new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), clock: SYSTEM_CLOCK }),
        remove: () => rm(folder, { recursive: true }),
      });
    },
    { compareAndSet: true, rotation: true },
  );
});
