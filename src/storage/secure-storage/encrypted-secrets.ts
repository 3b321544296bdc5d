import { type EncryptedRecords } from '../../secrets/index.js';
import { NAME_PREFIX } from './secret-name.js';

/** The values of secure storage, for key rotation. */
export const ENCRYPTED_SECRETS: EncryptedRecords = {
  prefix: NAME_PREFIX,
  reencrypt: (key, value, reencrypt) => reencrypt(value, key),
};
