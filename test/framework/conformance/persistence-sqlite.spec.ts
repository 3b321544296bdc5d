import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteDatabase, SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { persistenceSuite, type PersistenceFixture } from './persistence.suite.js';

describe('SqlitePersistence', () => {
  persistenceSuite(sqliteFixture, { modelRuns: 200, capabilities: { severalMachines: false } });
});

async function sqliteFixture(): Promise<PersistenceFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'persistence-'));
  const path = join(folder, 'data', 'app.db');
  return {
    instance: (options) => new SqlitePersistence({ ...SQLITE_SETTINGS, path, ...options }),
    countRecords: async () => {
      const db = await openSqliteDatabase(path);
      const { count } = db.prepare('SELECT count(*) AS count FROM records').get() as { count: number };
      db.close();
      return count;
    },
    dispose: () => rm(folder, { recursive: true }),
  };
}
