import { localKeys, type Variables } from '../config/index.js';

/** With the keys that a home outside of this machine would have as secrets. */
export const withLocalKeys = (variables: Variables): Variables => ({
  ...localKeys(variables['DATA_DIR'] ?? 'data'),
  ...variables,
});
