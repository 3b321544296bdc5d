export * from './persistence.js';
export * from './persistence.capabilities.js';
export * from './persistence.errors.js';
export { PersistenceModule } from './persistence.module.js';
export { Persistences } from './persistences.js';
export { PostgresPersistence, type PostgresPersistenceOptions } from './postgres/postgres.persistence.js';
export { SqlitePersistence, type SqlitePersistenceOptions } from './sqlite/sqlite.persistence.js';
