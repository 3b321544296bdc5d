import { parseArgs } from 'node:util';
import { localKeys, type Profile, type Variables } from '../config/index.js';
import { HOMES } from './home.js';
import { HomeRefusedError } from './launcher.errors.js';

/**
 * The home in `--as`; `undefined` without it, and for `local`, which `npm run dev` starts anyway.
 * @throws HomeRefusedError if there is no such home, or it misses a variable
 */
export function readHome(words: readonly string[], variables: Variables): Profile | undefined {
  const name = valueOfAs(words);
  if (name === undefined) return undefined;
  const home = HOMES.find((each) => each === name);
  if (home === undefined) throw new HomeRefusedError(`--as takes one of ${HOMES.join(', ')}.`);
  if (home === 'self-hosted' && !variables['DATABASE_URL']) {
    throw new HomeRefusedError('--as self-hosted needs a Postgres database: set DATABASE_URL.');
  }
  return home === 'local' ? undefined : home;
}

/** With the keys that a home outside of this machine would have as secrets. */
export const withLocalKeys = (variables: Variables): Variables => ({
  ...localKeys(variables['DATA_DIR'] ?? 'data'),
  ...variables,
});

function valueOfAs(words: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...words], options: { as: { type: 'string' } } }).values.as;
  } catch (error) {
    throw new HomeRefusedError((error as Error).message);
  }
}
