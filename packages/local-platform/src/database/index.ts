export { DatabaseCopy, ROW_PREFIX } from './database-copy.js';
export { PlatformDatabase, type SqlValue } from './platform-database.js';
export { SnapshotFile, SnapshotFileError, type SnapshotRecord } from './snapshot-file.js';
