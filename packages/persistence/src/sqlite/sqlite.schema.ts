import { type SqliteDatabase } from './sqlite-database.js';

/** Each entry brings the file one version further; never change one that was released, add another. */
const MIGRATIONS: readonly string[] = [
  // Ordinary rowid table: WITHOUT ROWID was three times slower and four times larger with values of 1 KB.
  `CREATE TABLE records (
     id INTEGER PRIMARY KEY,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     version TEXT NOT NULL,
     expires_at INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX records_by_key ON records (key);
   CREATE INDEX records_by_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;`,
];

/** Of a file that is up to date. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** How long a statement may wait for another process; it blocks the event loop, so the rest of the wait is ours. */
const BUSY_TIMEOUT_MS = 10;
const CACHE_KIB = 56 * 1024;

/** Sets the connection up and brings the schema up to date. Processes that do so together wait for each other. */
export function prepareSqliteDatabase(db: SqliteDatabase): void {
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.exec('PRAGMA synchronous = FULL');
  db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
  // Before the write-ahead log, so that the tables of a new file are in the file itself: see `isMissingItsLog`.
  if (schemaVersion(db) !== SCHEMA_VERSION) inTransaction(db, () => migrate(db));
  db.exec('PRAGMA journal_mode = WAL');
}

/** Commits the work, or rolls back if it throws. */
export function inTransaction(db: SqliteDatabase, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function migrate(db: SqliteDatabase): void {
  const from = schemaVersion(db);
  if (from > SCHEMA_VERSION) throw new Error('The SQLite file was written by a later version of this app.');
  for (const migration of MIGRATIONS.slice(from)) db.exec(migration);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** 0 if there is no schema yet. */
export function schemaVersion(db: SqliteDatabase): number {
  return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}
