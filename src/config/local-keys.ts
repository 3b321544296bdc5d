import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from './configuration.error.js';
import { type Variables } from './load-config.js';

const FILE = 'local-keys.json';

const randomKey = (): string => randomBytes(32).toString('base64url');

/**
 * The secrets of a local installation: made at the first start, then read from `<dataDir>/local-keys.json`
 * (mode 0600). Two processes that start together end with the same keys.
 * @throws ConfigurationError where the file is there but cannot be read as keys
 */
export function localKeys(dataDir: string): Variables {
  const path = join(dataDir, FILE);
  return readKeys(path) ?? createKeys(dataDir, path);
}

function readKeys(path: string): Variables | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigurationError([{ name: 'DATA_DIR', problem: `${FILE} cannot be read` }]);
  }
  try {
    return JSON.parse(text) as Variables;
  } catch {
    throw new ConfigurationError([
      { name: 'DATA_DIR', problem: `${FILE} is not JSON; restore or remove it` },
    ]);
  }
}

/** Written beside and linked into place: the file is never seen half-written, and the first of two wins. */
function createKeys(dataDir: string, path: string): Variables {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const keys = {
    MONDAY_OAUTH_CLIENT_SECRET: randomKey(),
    MONDAY_SIGNING_SECRET: randomKey(),
    JWT_KEYS: `local-1:${randomKey()}`,
    ENCRYPTION_KEYS: `local-1:${randomKey()}`,
    MNDY_TOPIC_MESSAGES_SECRET: randomKey(),
  };
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return keys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readKeys(path) ?? keys;
  } finally {
    unlinkSync(draft);
  }
}
