import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlitePersistence } from 'monday-persistence/sqlite';
import { persistentSecureStorage } from './persistent-secure-storage.fixture.js';
import { secureStorageSuite } from './secure-storage.suite.js';

describe('SecureStorage on SQLite', () => {
  secureStorageSuite(
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'secure-storage-'));
      return persistentSecureStorage({
        open: () => new SqlitePersistence({ path: join(folder, 'app.db') }),
        remove: () => rm(folder, { recursive: true }),
      });
    },
    { compareAndSet: true, rotation: true },
  );
});
