import { closeSync, openSync, readSync } from 'node:fs';
import { openSqliteDatabase, type SqliteDatabase } from 'monday-persistence/sqlite';
import { RECORDS_TABLE } from './database-copy.js';

/** A record that is not in the tables of monday's data: a token, a value of storage, a mail. */
export interface SnapshotRecord {
  readonly key: string;
  readonly value: string;
  /** Milliseconds since the epoch; null if the record stays. */
  readonly expires_at: number | null;
}

/** Marks a SQLite file as a snapshot: "mnds". */
const APPLICATION_ID = 0x6d6e6473;
const FORMAT = 1;
const MAGIC = 'SQLite format 3\0';
const PAGE = 100;

/** A file is no snapshot, or one that cannot be restored. The message is one line. */
export class SnapshotFileError extends Error {
  override readonly name = 'SnapshotFileError';
}

/** A snapshot: one SQLite file with all tables of the platform's data, and its other records in one more. */
export class SnapshotFile {
  private constructor(private readonly db: SqliteDatabase) {}

  /** Turns a copy of the platform's database into a snapshot without records. */
  static async make(path: string): Promise<SnapshotFile> {
    const db = await openSqliteDatabase(path);
    db.exec('PRAGMA journal_mode = DELETE');
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.exec(`PRAGMA user_version = ${FORMAT}`);
    db.exec(
      `CREATE TABLE ${RECORDS_TABLE} (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER) STRICT`,
    );
    return new SnapshotFile(db);
  }

  /** @throws SnapshotFileError if it is not a whole snapshot that this version knows */
  static async open(path: string): Promise<SnapshotFile> {
    if (!isSqlite(path)) throw new SnapshotFileError(`${path} is no snapshot of the local platform.`);
    const db = await openSqliteDatabase(path);
    try {
      check(db, path);
      return new SnapshotFile(db);
    } catch (error) {
      db.close();
      if (error instanceof SnapshotFileError) throw error;
      throw new SnapshotFileError(`${path} is damaged.`, { cause: error });
    }
  }

  add(records: readonly SnapshotRecord[]): void {
    const insert = this.db.prepare(`INSERT INTO ${RECORDS_TABLE} (key, value, expires_at) VALUES (?, ?, ?)`);
    this.db.exec('BEGIN');
    for (const { key, value, expires_at } of records) insert.run(key, value, expires_at);
    this.db.exec('COMMIT');
  }

  /** The records in pages, in the order of their keys. */
  *records(): Generator<SnapshotRecord[]> {
    const select = this.db.prepare(
      `SELECT key, value, expires_at FROM ${RECORDS_TABLE} WHERE key > ? ORDER BY key LIMIT ${PAGE}`,
    );
    let after = '';
    for (;;) {
      const page = select.all(after) as SnapshotRecord[];
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)?.key ?? '';
    }
  }

  close(): void {
    this.db.close();
  }
}

/** @throws SnapshotFileError if the file is missing or unreadable */
function isSqlite(path: string): boolean {
  const head = Buffer.alloc(MAGIC.length);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head, 0, head.length, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new SnapshotFileError(`${path} cannot be read (${code}).`, { cause: error });
  }
  return head.toString('latin1') === MAGIC;
}

/** @throws SnapshotFileError or an error of the library, which means that the file is damaged */
function check(db: SqliteDatabase, path: string): void {
  const number = (pragma: string): number =>
    Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() as Record<string, unknown>)[0]);
  if (number('application_id') !== APPLICATION_ID) {
    throw new SnapshotFileError(`${path} is no snapshot of the local platform.`);
  }
  if (number('user_version') > FORMAT) {
    throw new SnapshotFileError(`${path} was made by a newer version of the local platform.`);
  }
  const [result] = Object.values(db.prepare('PRAGMA quick_check(1)').get() as Record<string, unknown>);
  if (result !== 'ok') throw new SnapshotFileError(`${path} is damaged.`);
}
