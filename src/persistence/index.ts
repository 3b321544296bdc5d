export { type JoinedWrites } from './joined-writes.js';
export * from 'monday-persistence';
export { PersistenceModule } from './persistence.module.js';
export { Persistences } from './persistences.js';
export { VaultError } from './vault/vault.errors.js';
