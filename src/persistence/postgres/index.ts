export { inspectPostgres, type PostgresInspection } from './inspect-postgres.js';
export { KEEP_ALIVE, POSTGRES_CONNECTION_SETTINGS, PostgresConnections } from './postgres-connections.js';
export { POOLER_CHECK_TIMEOUT_MS, PostgresPoolerError, refusePooler } from './pooler.js';
export {
  POSTGRES_SETTINGS,
  PostgresPersistence,
  type PostgresPersistenceOptions,
} from './postgres.persistence.js';
