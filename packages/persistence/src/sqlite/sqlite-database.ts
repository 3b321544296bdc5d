/** What the driver binds: text, numbers and, as an end of the key range, bytes. */
export type SqliteValue = string | number | null | Uint8Array;

export interface SqliteStatement {
  get(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): unknown[];
  /** Rows as they are read; to be finished within one turn of the event loop. */
  iterate(...values: SqliteValue[]): IterableIterator<unknown>;
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
}

/** The part of the `node:sqlite` API that the driver uses. */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

interface SqliteModule {
  readonly DatabaseSync: new (path: string) => SqliteDatabase;
}

/**
 * Opens a file with the SQLite of the runtime (Node 22.13 and later), else with the package of the same API,
 * which brings its binaries along.
 */
export async function openSqliteDatabase(path: string): Promise<SqliteDatabase> {
  const { DatabaseSync } = builtinSqlite() ?? (await import('@photostructure/sqlite'));
  return new DatabaseSync(path);
}

/**
 * Closes a database after it has moved everything from its write-ahead log into its file, so that a copy of the file
 * alone is complete. The library leaves that to the last connection, which the package does not close at once.
 */
export function closeSqliteDatabase(db: SqliteDatabase): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // No data is lost: the log is kept, and the next connection reads it.
  }
  db.close();
}

function builtinSqlite(): SqliteModule | undefined {
  const warner: { emitWarning: unknown } = process;
  const { emitWarning } = warner;
  // Suppresses the experimental warning on stderr, which is not relevant for operators.
  warner.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite') as SqliteModule | undefined;
  } finally {
    warner.emitWarning = emitWarning;
  }
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/** True if another connection holds a lock temporarily. */
export function isBusy(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  if (typeof error.errcode !== 'number') return false;
  // The extended codes carry the cause above the primary code's byte.
  const primary = error.errcode & 0xff;
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED;
}
