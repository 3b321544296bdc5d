export { inspectPostgres, type PostgresInspection } from './inspect-postgres.js';
export { KEEP_ALIVE, PostgresConnections } from './postgres-connections.js';
export { PostgresPersistence, type PostgresPersistenceOptions } from './postgres.persistence.js';
