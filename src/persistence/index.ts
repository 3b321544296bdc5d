export { type TransactionalWrites } from './transactional-writes.js';
export * from 'monday-persistence';
export { PersistenceModule } from './persistence.module.js';
export { PersistenceRegistry } from './persistence.registry.js';
export { VaultError } from './vault/vault.errors.js';
