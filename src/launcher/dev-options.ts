import { parseArgs } from 'node:util';
import { PROFILES, type Profile, type Variables } from '../config/index.js';
import { DevOptionError } from './launcher.errors.js';

/** What the words after `npm run dev --` ask for. */
export interface DevOptions {
  /** The profile in which the app runs, if not `local`. */
  readonly profile?: Profile;
  /** Whether the app restarts on every save. */
  readonly isWatching: boolean;
  /** Hosts other than this machine whose views the local platform opens. */
  readonly viewHosts?: readonly string[];
  /** The port of Node's inspector in the app. */
  readonly inspectPort?: number;
}

const INSPECT_PORT = 9229;
/** As Node takes them. */
const INSPECT_PORTS = { first: 1_024, last: 65_535 };
const USAGE = 'npm run dev -- --help lists the options.';

/** Explains {@link readDevOptions}. */
export const DEV_HELP = `npm run dev [-- OPTION...] starts the app and the local platform, until Ctrl+C.

  --as PROFILE         runs the app as in this profile: ${PROFILES.join(', ')}
  --no-watch           does not restart the app on every save
  --inspect            opens Node's inspector in the app, on port ${INSPECT_PORT}
  --inspect-port PORT  opens it on this port
  --allow-host NAME    lets the local platform show views of another host; for more hosts, repeat it`;

/**
 * @param words of the command line
 * @throws DevOptionError if an option is unknown, there is no such profile, or the profile misses a variable
 */
export function readDevOptions(words: readonly string[], variables: Variables): DevOptions {
  const values = valuesOf(words);
  const profile = profileOf(values.as, variables);
  const inspectPort = inspectPortOf(values);
  return {
    isWatching: !values['no-watch'],
    ...(profile !== undefined && { profile }),
    ...(values['allow-host'] && { viewHosts: values['allow-host'] }),
    ...(inspectPort !== undefined && { inspectPort }),
  };
}

function profileOf(name: string | undefined, variables: Variables): Profile | undefined {
  if (name === undefined) return undefined;
  const profile = PROFILES.find((each) => each === name);
  if (profile === undefined) throw new DevOptionError(`--as takes one of ${PROFILES.join(', ')}.`);
  if (profile === 'self-hosted' && !variables['DATABASE_URL']) {
    throw new DevOptionError('--as self-hosted needs a Postgres database: set DATABASE_URL.');
  }
  return profile === 'local' ? undefined : profile;
}

function inspectPortOf({ inspect, 'inspect-port': text }: ReturnType<typeof valuesOf>): number | undefined {
  if (text === undefined) return inspect ? INSPECT_PORT : undefined;
  const port = Number(text);
  const isInRange = port === 0 || (port >= INSPECT_PORTS.first && port <= INSPECT_PORTS.last);
  if (!/^\d+$/.test(text) || !isInRange)
    throw new DevOptionError('--inspect-port takes a port from 1024 to 65535, or 0 for any.');
  return port;
}

function valuesOf(words: readonly string[]) {
  try {
    const options = {
      as: { type: 'string' },
      'no-watch': { type: 'boolean' },
      inspect: { type: 'boolean' },
      'inspect-port': { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
    } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch {
    throw new DevOptionError(`Unknown option in: ${words.join(' ')}. ${USAGE}`);
  }
}
