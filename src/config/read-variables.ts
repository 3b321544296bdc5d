import { gatherVariables, localKeys, type Variables } from 'monday-persistence/configuration';
import { packageName } from './package-name.js';
import { namesWith, type OwnVariables } from './own-variables.js';
import { profileOf } from './profile.js';

/**
 * The variables that are set, the name of the package as the name of the service and, in a local installation outside
 * production, the generated keys.
 * @param own variables of features, which can also be in files
 * @throws ConfigurationError with every file that is missing or invalid
 */
export function readVariables(
  environment: NodeJS.ProcessEnv = process.env,
  dotenvPath = '.env',
  own: readonly OwnVariables[] = [],
): Variables {
  const given = gatherVariables(environment, dotenvPath, namesWith(own).all);
  const name = packageName();
  const known: Record<string, string> = { ...(name !== undefined && { OTEL_SERVICE_NAME: name }), ...given };
  const isLocal = profileOf(known) === 'local' && known.NODE_ENV !== 'production';
  return isLocal ? { ...localKeys(known.DATA_DIR ?? 'data'), ...known } : known;
}
