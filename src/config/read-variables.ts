import { gatherVariables, localKeys, type Variables } from 'monday-persistence/configuration';
import { profileOf } from './profile.js';

/**
 * The variables that somebody has set and, in a local installation that is not production, the keys made for it.
 * @throws ConfigurationError naming every file that is missing or broken
 */
export function readVariables(environment: NodeJS.ProcessEnv = process.env, dotenvPath = '.env'): Variables {
  const known = gatherVariables(environment, dotenvPath);
  const isLocal = profileOf(known) === 'local' && known.NODE_ENV !== 'production';
  return isLocal ? { ...localKeys(known.DATA_DIR ?? 'data'), ...known } : known;
}
