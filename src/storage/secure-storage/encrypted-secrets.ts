import { type SealedRecords } from '../../secrets/index.js';
import { NAME_PREFIX } from './secret-name.js';

/** The values of secure storage, for the rotation of keys. */
export const SEALED_SECRETS: SealedRecords = {
  prefix: NAME_PREFIX,
  reseal: (key, value, reseal) => reseal(value, key),
};
