import { copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SYSTEM_CLOCK } from '../clock/index.js';
import { inspectSqlite } from './inspect-sqlite.js';
import { openSqliteDatabase, type SqliteDatabase } from './sqlite-database.js';
import { SQLITE_SETTINGS, SqlitePersistence } from './sqlite.persistence.js';

const UNAVAILABLE = { code: 'persistence.unavailable', status: 503 };

describe('SqlitePersistence', () => {
  let folder: string;
  let path: string;
  let sut: SqlitePersistence;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
    path = join(folder, 'data', 'app.db');
    sut = new SqlitePersistence({ ...SQLITE_SETTINGS, path, lockTimeoutMs: 50, clock: SYSTEM_CLOCK });
  });

  afterEach(async () => {
    await sut.close();
    await rm(folder, { recursive: true });
  });

  it('makes its files for this user alone', async () => {
    await sut.open();
    await sut.upsert('key', '1');
    for (const file of await readdir(join(folder, 'data'))) {
      expect([file, (await stat(join(folder, 'data', file))).mode & 0o077]).toEqual([file, 0]);
    }
    expect((await stat(join(folder, 'data'))).mode & 0o077).toBe(0);
  });

  it('refuses a file that is no database', async () => {
    path = join(folder, 'other.db');
    await writeFile(path, 'not a database, but long enough to look like one'.repeat(100));
    sut = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
    await expect(sut.open()).rejects.toMatchObject(UNAVAILABLE);
    await expect(sut.get('key')).rejects.toMatchObject(UNAVAILABLE);
  });

  it('refuses a file of a later version', async () => {
    await sut.open();
    await sut.close();
    await withDatabase(path, (db) => db.exec('PRAGMA user_version = 999'));
    await expect(sut.open()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('refuses a folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    sut = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'file', 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await expect(sut.open()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('leaves all data in the file itself when it closes, so that a copy of it alone is complete', async () => {
    await sut.open();
    await sut.upsert('key', '"kept"');
    await sut.close();
    await copyFile(path, join(folder, 'copy.db'));
    const copy = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'copy.db'),
      clock: SYSTEM_CLOCK,
    });
    await copy.open();
    expect(await copy.get('key')).toMatchObject({ value: '"kept"' });
    await copy.close();
  });

  it('moves its data into the file itself from time to time', async () => {
    await sut.open();
    await sut.upsert('key', '"kept"');
    await sut.sweep();
    await copyFile(path, join(folder, 'copy.db'));
    await withDatabase(join(folder, 'copy.db'), (db) => {
      expect(db.prepare('SELECT key FROM records').all()).toMatchObject([{ key: 'key' }]);
    });
  });

  it('refuses a file that was copied without its write-ahead log and would open empty', async () => {
    const original = join(folder, 'original.db');
    await withDatabase(original, async (db) => {
      db.exec('PRAGMA journal_mode = WAL; CREATE TABLE records (id INTEGER); PRAGMA user_version = 1');
      await copyFile(original, join(folder, 'copy.db'));
    });
    expect(await inspectSqlite(join(folder, 'copy.db'))).toBe('incomplete');
    const copy = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'copy.db'),
      clock: SYSTEM_CLOCK,
    });
    await expect(copy.open()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('writes ahead, so that readers and a writer do not wait for each other', async () => {
    await sut.open();
    await withDatabase(path, (db) => {
      expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    });
  });

  it('waits for another process that writes, without blocking this one', async () => {
    sut = new SqlitePersistence({ ...SQLITE_SETTINGS, path, lockTimeoutMs: 60_000, clock: SYSTEM_CLOCK });
    await sut.open();
    await withDatabase(path, async (other) => {
      other.exec('BEGIN IMMEDIATE');
      let written = false;
      const writing = sut.upsert('key', '1').finally(() => (written = true));
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      expect(written).toBe(false);
      await expect(sut.get('key')).resolves.toBeUndefined();
      other.exec('COMMIT');
      await expect(writing).resolves.toMatchObject({ created: true });
    });
  });

  it('gives up on a lock that is never released, and works when it is', async () => {
    await sut.open();
    await withDatabase(path, async (other) => {
      other.exec('BEGIN IMMEDIATE');
      const outcomes = await Promise.allSettled([sut.upsert('a', '1'), sut.increment('b', 1)]);
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
      other.exec('COMMIT');
      await expect(sut.upsert('a', '1')).resolves.toMatchObject({ created: true });
      await expect(sut.get('b')).resolves.toBeUndefined();
    });
  });

  it('lets the event loop turn while it looks through many keys', async () => {
    await sut.open();
    await sut.batch(
      Array.from({ length: 20_000 }, (_, n) => ({ type: 'upsert', key: `key/${n}`, value: '1' }) as const),
    );
    let turns = 0;
    let searching = true;
    const search = sut
      .scan({ prefix: 'key/', limit: 1, contains: 'none' })
      .finally(() => (searching = false));
    while (searching) {
      await nextTurn();
      turns++;
    }
    expect(await search).toEqual([]);
    expect(turns).toBeGreaterThanOrEqual(4);
  });
});

async function withDatabase(path: string, work: (db: SqliteDatabase) => void | Promise<void>): Promise<void> {
  const db = await openSqliteDatabase(path);
  try {
    await work(db);
  } finally {
    db.close();
  }
}
