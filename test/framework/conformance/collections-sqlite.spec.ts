import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { collectionsSuite } from './collections.suite.js';

describe('collections on SQLite', () => {
  collectionsSuite(
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'collections-'));
      return {
        open: (options) =>
          new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), ...options }),
        remove: () => rm(folder, { recursive: true }),
      };
    },
    { countsUsage: true },
  );
});
