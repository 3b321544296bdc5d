import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { profileOf, type Variables } from './load-config.js';
import { localKeys } from './local-keys.js';

/**
 * Gathers the variables: the process's own, then those of `.env`, then, in a local installation that is not
 * production, the keys made for it. An earlier source wins.
 */
export function readVariables(environment: NodeJS.ProcessEnv = process.env): Variables {
  const dotenv = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const given = { ...dotenv, ...environment };
  const isLocal = profileOf(given) === 'local' && given.NODE_ENV !== 'production';
  return isLocal ? { ...localKeys(given.DATA_DIR ?? 'data'), ...given } : given;
}
