export { type TransactionalWrites } from './transactional-writes.js';
export * from 'monday-persistence';
export {
  AdoptingPersistence,
  HOME_KEY,
  homeIn,
  homeReason,
  logHome,
  recordHome,
  recordsAt,
  recordsOfOwner,
  remainingSeconds,
  settleHome,
  type HomeDriver,
  type HomeReason,
  type SettledHome,
} from './home/index.js';
export { PersistenceModule } from './persistence.module.js';
export { PersistenceRegistry } from './persistence.registry.js';
export { VaultError } from './vault/vault.errors.js';
