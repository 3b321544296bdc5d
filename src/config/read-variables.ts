import { gatherVariables, localKeys, type Variables } from 'monday-persistence/configuration';
import { namesWith, type OwnVariables } from './own-variables.js';
import { profileOf } from './profile.js';

/**
 * The variables that somebody has set and, in a local installation that is not production, the keys made for it.
 * @param own variables of features, which may be in files too
 * @throws ConfigurationError naming every file that is missing or broken
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
