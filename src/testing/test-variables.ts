import { localKeys, readVariables, type OwnVariables, type Variables } from '../config/index.js';

/** No `.env` is read: a test must not depend on the machine. */
const NO_DOTENV = '/nonexistent/.env';

/**
 * The variables of a test, each source over the ones before it: keys made in `dataDir`, a quiet app on a free port, the
 * platform, and what the test asks for. A variable that the test gives as a file has no other source.
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
