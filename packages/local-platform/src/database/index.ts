export { DatabaseCopy, ROW_PREFIX, type CopiedRow } from './database-copy.js';
export { PlatformDatabase, type SqlValue } from './platform-database.js';
