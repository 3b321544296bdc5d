export { GroupCommit } from './group-commit.js';
export { inspectSqlite, type SqliteInspection } from './inspect-sqlite.js';
export {
  closeSqliteDatabase,
  openSqliteDatabase,
  type SqliteDatabase,
  type SqliteStatement,
} from './sqlite-database.js';
export { SQLITE_SETTINGS, SqlitePersistence, type SqlitePersistenceOptions } from './sqlite.persistence.js';
