import { isMissingItsLog } from './missing-log.js';
import { openSqliteDatabase } from './sqlite-database.js';
import { SCHEMA_VERSION, schemaVersion } from './sqlite.schema.js';

/**
 * `old` is migrated at startup. `future` (written by a later version of the app) and `incomplete` (copied without its
 * write-ahead log) are refused.
 */
export type SqliteInspection = 'current' | 'old' | 'future' | 'incomplete';

/**
 * Inspects the schema of an existing file, without changes.
 * @throws Error of the library if it is not a database
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
