export { type JoinedWrites } from './transactional-writes.js';
export * from 'monday-persistence';
export { PersistenceModule } from './persistence.module.js';
export { Persistences } from './persistence.registry.js';
export { VaultError } from './vault/vault.errors.js';
