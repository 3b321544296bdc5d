export { SecretList, type SecretOwner } from './secret-list.js';
export { ENCRYPTED_SECRETS } from './encrypted-secrets.js';
export * from './secure-storage.errors.js';
export { SecureStorageModule } from './secure-storage.module.js';
export {
  SecureStorage,
  type RotationProgress,
  type SecureRecord,
  type SecureStorageCapabilities,
  type SecureWriteOptions,
} from './secure-storage.js';
