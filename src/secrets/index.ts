export { KeyRing, type RingKey } from './key-ring.js';
export { SecretService } from './secret.service.js';
export { SecretMissingError } from './secrets.errors.js';
