export { AesGcmKeyRing } from './aes-gcm-key-ring.js';
export { associatedDataOf } from './associated-data.js';
export { DerivedKeys } from './derived-keys.js';
export { EnvironmentVariablesService } from './environment-variables.service.js';
export { KeyRing, type RingKey } from './key-ring.js';
export { KeyRotation, type KeyRotationProgress } from './key-rotation.js';
export { BUSY, type Busy, type Reencrypt, type EncryptedRecords } from './encrypted-records.js';
export { SecretService } from './secret.service.js';
export {
  DecryptionError,
  EnvironmentVariableMissingError,
  SecretMissingError,
  type DecryptionFailure,
} from './secrets.errors.js';
export { SecretsModule } from './secrets.module.js';
