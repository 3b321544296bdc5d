import { isMissingItsLog } from './missing-log.js';
import { openSqliteDatabase } from './sqlite-database.js';
import { SCHEMA_VERSION, schemaVersion } from './sqlite.schema.js';

/**
 * `old` will be brought up to date at the start; `future` was written by a later version of the app, and is refused, as
 * is `incomplete`, a file that was copied without its write-ahead log.
 */
export type SqliteInspection = 'current' | 'old' | 'future' | 'incomplete';

/**
 * Looks at the schema of a file that is there, and changes nothing.
 * @throws Error of the library if it is no database
 */
export async function inspectSqlite(path: string): Promise<SqliteInspection> {
  if (isMissingItsLog(path)) return 'incomplete';
  const db = await openSqliteDatabase(path);
  try {
    const version = schemaVersion(db);
    if (version === SCHEMA_VERSION) return 'current';
    return version < SCHEMA_VERSION ? 'old' : 'future';
  } finally {
    db.close();
  }
}
