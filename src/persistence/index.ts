export { type JoinedWrites } from './joined-writes.js';
export * from 'monday-persistence';
export { PersistenceModule } from './persistence.module.js';
export { Persistences } from './persistences.js';
export { inspectPostgres, type PostgresInspection } from './postgres/inspect-postgres.js';
export { KEEP_ALIVE, PostgresConnections } from './postgres/postgres-connections.js';
export { PostgresPersistence, type PostgresPersistenceOptions } from './postgres/postgres.persistence.js';
export {
  inspectSqlite,
  SqlitePersistence,
  type SqliteInspection,
  type SqlitePersistenceOptions,
} from 'monday-persistence/sqlite';
export { PacedVaultClient, type PacedVaultClientOptions } from './vault/paced-vault.client.js';
export { SdkVaultClient, type SdkVaultClientOptions } from './vault/sdk-vault.client.js';
export { VaultClient, type VaultValue } from './vault/vault-client.js';
export { VaultError } from './vault/vault.errors.js';
export { VaultPersistence, type VaultPersistenceOptions } from './vault/vault.persistence.js';
