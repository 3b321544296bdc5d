import { gatherVariables, localKeys, type Variables } from 'monday-persistence/configuration';
import { namesWith, type OwnVariables } from './own-variables.js';
import { profileOf } from './profile.js';

/**
 * The variables that are set and, in a local installation outside production, the generated keys.
 * @param own variables of features, which can also be in files
 * @throws ConfigurationError with every file that is missing or invalid
 */
export function readVariables(
  environment: NodeJS.ProcessEnv = process.env,
  dotenvPath = '.env',
  own: readonly OwnVariables[] = [],
): Variables {
  const known = gatherVariables(environment, dotenvPath, namesWith(own).all);
  const isLocal = profileOf(known) === 'local' && known.NODE_ENV !== 'production';
  return isLocal ? { ...localKeys(known.DATA_DIR ?? 'data'), ...known } : known;
}
