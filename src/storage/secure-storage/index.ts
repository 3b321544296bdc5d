export { PersistentSecureStorageDriver } from './persistent-secure-storage.driver.js';
export { SecretNames, type SecretOwner } from './secret-names.js';
export { SEALED_SECRETS } from './sealed-secrets.js';
export {
  SecureStorageDriver,
  type RotationProgress,
  type SecretText,
  type SecureStorageCapabilities,
} from './secure-storage-driver.js';
export * from './secure-storage.errors.js';
export { SecureStorageModule } from './secure-storage.module.js';
export { SecureStorage, type SecureRecord, type SecureWriteOptions } from './secure-storage.js';
