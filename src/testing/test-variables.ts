import { localKeys, readVariables, type OwnVariables, type Variables } from '../config/index.js';

/** No `.env` is read: a test must not depend on the machine. */
const NO_DOTENV = '/nonexistent/.env';

/**
 * The variables of a test. Later sources take precedence: generated keys in `dataDir`, defaults for a quiet app on a
 * free port, the platform, and the options of the test. A variable that the test sets as a file has no other source.
 */
export function testVariables(
  dataDir: string,
  platform: Variables,
  given: Variables,
  own: readonly OwnVariables[] = [],
): Variables {
  const base = {
    APP_PROFILE: 'local',
    DATA_DIR: dataDir,
    PORT: '0',
    SIDECAR_PORT: '0',
    LOG_LEVEL: 'silent',
    THROTTLE_AUTH_PER_MINUTE: '100000',
  };
  const made = Object.entries({ ...localKeys(dataDir), ...base, ...platform });
  const without = made.filter(([name]) => given[`${name}_FILE`] === undefined);
  return readVariables({ ...Object.fromEntries(without), ...given }, NO_DOTENV, own);
}
