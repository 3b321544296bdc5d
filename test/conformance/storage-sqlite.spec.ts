import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlitePersistence } from '../../src/persistence/index.js';
import { persistentStorage } from './persistent-storage.fixture.js';
import { PERSISTENT_CAPABILITIES } from './persistent-storage.fixture.js';
import { storageSuite } from './storage.suite.js';

describe('StorageService on SQLite', () => {
  storageSuite(
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'storage-'));
      return persistentStorage({
        open: (now) => new SqlitePersistence({ path: join(folder, 'app.db'), now }),
        remove: () => rm(folder, { recursive: true }),
      });
    },
    { capabilities: PERSISTENT_CAPABILITIES, modelRuns: 100 },
  );
});
