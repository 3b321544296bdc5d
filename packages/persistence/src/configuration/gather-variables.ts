import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration.errors.js';
import { decodeText } from './decode-text.js';
import { fileVariables } from './file-variables.js';
import { VARIABLE_NAMES } from './variable-names.js';
import { type Variables } from './variables.js';

/**
 * Collects the variables from files, the process and `.env`. Earlier sources take precedence, and an empty variable
 * counts as not set.
 * @param names names of all variables that the app reads; each can be in a file
 * @throws ConfigurationError with every file that is missing or invalid
 */
export function gatherVariables(
  environment: NodeJS.ProcessEnv = process.env,
  dotenvPath = '.env',
  names: readonly string[] = VARIABLE_NAMES,
): Record<string, string> {
  const given = { ...withoutEmpty(readDotenv(dotenvPath)), ...withoutEmpty(environment) };
  refuseDoubles(given, names);
  return { ...given, ...withoutEmpty(fileVariables(given, names)) };
}

function readDotenv(path: string): Variables {
  try {
    return parseEnv(decodeText(readFileSync(path)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    const problem = code === undefined ? message : `cannot be read (${code})`;
    throw new ConfigurationError([{ name: '.env', problem }]);
  }
}

function withoutEmpty(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

function refuseDoubles(given: Variables, names: readonly string[]): void {
  const doubles = names.filter((name) => given[name] && given[`${name}_FILE`]);
  if (doubles.length === 0) return;
  throw new ConfigurationError(
    doubles.map((name) => ({ name, problem: `is set twice, by itself and by ${name}_FILE` })),
  );
}
