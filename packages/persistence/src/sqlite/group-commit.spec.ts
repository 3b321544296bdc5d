import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PersistenceConflictError } from '../persistence.errors.js';
import { GroupCommit } from './group-commit.js';
import { openSqliteDatabase, type SqliteDatabase } from './sqlite-database.js';

const PLAIN = { savepoint: false, weight: 1 };
const UNAVAILABLE = { status: 'rejected', reason: { code: 'persistence.unavailable' } };

describe('GroupCommit', () => {
  let folder: string;
  let db: SqliteDatabase;
  let statements: string[];
  let sut: GroupCommit;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commit-'));
    db = await openSqliteDatabase(join(folder, 'file.db'));
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE words (word TEXT UNIQUE)');
    statements = [];
    sut = new GroupCommit(recording(db, statements), 1_000);
  });

  afterEach(async () => {
    db.close();
    await rm(folder, { recursive: true });
  });

  const add = (word: string) => () => void db.prepare('INSERT INTO words VALUES (?)').run(word);
  const words = () =>
    (db.prepare('SELECT word FROM words ORDER BY rowid').all() as { word: string }[]).map(({ word }) => word);

  it('combines all pending work in one transaction, in order', async () => {
    await Promise.all(['a', 'b', 'c'].map((word) => sut.submit(add(word), PLAIN)));
    expect(statements).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
    expect(words()).toEqual(['a', 'b', 'c']);
  });

  it('gives each unit its own result', async () => {
    await expect(Promise.all([sut.submit(() => 1, PLAIN), sut.submit(() => 'two', PLAIN)])).resolves.toEqual([
      1,
      'two',
    ]);
  });

  it('undoes a unit that refuses itself, and only that one', async () => {
    const refusing = () => {
      add('half')();
      throw new PersistenceConflictError('key', null);
    };
    const outcomes = await Promise.allSettled([
      sut.submit(add('before'), PLAIN),
      sut.submit(refusing, { savepoint: true, weight: 1 }),
      sut.submit(add('after'), PLAIN),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(words()).toEqual(['before', 'after']);
  });

  it('writes nothing of a group with a failed statement', async () => {
    const failing = () => db.exec('INSERT INTO nowhere VALUES (1)');
    const outcomes = await Promise.allSettled([sut.submit(add('a'), PLAIN), sut.submit(failing, PLAIN)]);
    for (const outcome of outcomes) expect(outcome).toMatchObject(UNAVAILABLE);
    expect(words()).toEqual([]);
    await expect(sut.submit(add('b'), PLAIN)).resolves.toBeUndefined();
  });

  it('rejects every unit of a transaction that did not fit on the disk', async () => {
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages + 1}`);
    const outcomes = await Promise.allSettled(
      ['x', 'y'].map((word) => sut.submit(add(word.repeat(20_000)), PLAIN)),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject(UNAVAILABLE);
    expect(words()).toEqual([]);
    db.exec('PRAGMA max_page_count = 1000');
    await expect(sut.submit(add('fits'), PLAIN)).resolves.toBeUndefined();
    expect(words()).toEqual(['fits']);
  });

  it('rejects every unit where the commit fails', async () => {
    const broken = new GroupCommit(
      { ...recording(db, statements), exec: (sql) => failOn('COMMIT', sql, db) },
      10,
    );
    const outcomes = await Promise.allSettled(['a', 'b'].map((word) => broken.submit(add(word), PLAIN)));
    for (const outcome of outcomes) expect(outcome).toMatchObject(UNAVAILABLE);
    expect(words()).toEqual([]);
  });

  it('splits work that is too large for one transaction', async () => {
    const heavy = { savepoint: false, weight: 5 * 1024 * 1024 };
    await Promise.all(['a', 'b', 'c'].map((word) => sut.submit(add(word), heavy)));
    expect(statements.filter((sql) => sql === 'COMMIT')).toHaveLength(3);
    expect(words()).toEqual(['a', 'b', 'c']);
  });

  it('drains what waits', async () => {
    let done = false;
    void sut.submit(add('a'), PLAIN).then(() => (done = true));
    await sut.drain();
    expect(words()).toEqual(['a']);
    await Promise.resolve();
    expect(done).toBe(true);
  });
});

function recording(db: SqliteDatabase, statements: string[]): SqliteDatabase {
  return {
    exec: (sql) => {
      statements.push(sql);
      db.exec(sql);
    },
    prepare: (sql) => db.prepare(sql),
    close: () => db.close(),
  };
}

function failOn(part: string, sql: string, db: SqliteDatabase): void {
  if (sql.includes(part)) throw new Error('disk I/O error');
  db.exec(sql);
}
