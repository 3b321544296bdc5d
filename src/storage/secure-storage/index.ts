export { SecretList, type SecretOwner } from './secret-list.js';
export { ENCRYPTED_SECRETS } from './encrypted-secrets.js';
export * from './secure-storage.errors.js';
export { type SecretWriters } from './secret-writers.js';
export { SecureStorageModule } from './secure-storage.module.js';
export {
  SecureStorage,
  type RotationProgress,
  type SecretOptions,
  type SecretPutOptions,
  type SecretScope,
  type SecureRecord,
  type SecureStorageCapabilities,
  type SecureWriteOptions,
} from './secure-storage.js';
