import { localKeys, type Variables } from '../config/index.js';

/** Adds the keys that a deployed app would have as secrets. */
export const withLocalKeys = (variables: Variables): Variables => ({
  ...localKeys(variables['DATA_DIR'] ?? 'data'),
  ...variables,
});
