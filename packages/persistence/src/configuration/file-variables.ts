import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, tryParseJson } from '../json/index.js';
import { ConfigurationError, type ConfigurationProblem } from './configuration.errors.js';
import { readSmallFile } from './read-small-file.js';
import { VARIABLE_NAMES } from './variable-names.js';
import { type Variables } from './variables.js';

/** The conventional folder for secrets of Docker and Kubernetes. */
const DEFAULT_SECRETS_DIR = '/run/secrets';

/** A file that contains one or more variables. */
interface FileSource {
  /** Name under which problems are reported. */
  readonly name: string;
  readonly path: string;
  /** @throws if the text is malformed */
  readonly parse: (text: string) => Variables;
}

/**
 * Reads variables from files: `SECRETS_DIR` with one file for each variable, monday code's two JSON files
 * (docs/monday-platform.md#secrets-and-environment-variables), and the files named by `<NAME>_FILE`; later sources take
 * precedence. Files take precedence over the variables of the process, because they can change while it is running.
 * @param names names of all variables that the app reads
 * @throws ConfigurationError with every file that is missing or invalid
 */
export function fileVariables(given: Variables, names: readonly string[] = VARIABLE_NAMES): Variables {
  const problems: ConfigurationProblem[] = [];
  const found: Record<string, string | undefined> = {};
  for (const { name, path, parse } of sourcesOf(given, names, problems)) {
    try {
      Object.assign(found, parse(readSmallFile(path)));
    } catch (error) {
      problems.push({ name, problem: (error as Error).message });
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return found;
}

/** Files that contain variables or may appear later. */
export function variableFiles(given: Variables, names: readonly string[] = VARIABLE_NAMES): string[] {
  const folder = secretsFolderOf(given);
  const possible = folder === undefined ? [] : names.flatMap((name) => spellings(name));
  return [
    ...possible.map((name) => join(folder ?? '', name)),
    ...sourcesOf(given, names, [])
      .map(({ path }) => path)
      .filter((path) => !possible.some((name) => path === join(folder ?? '', name))),
  ];
}

function sourcesOf(
  given: Variables,
  names: readonly string[],
  problems: ConfigurationProblem[],
): FileSource[] {
  return [
    ...folderSources(given, names, problems),
    ...mondayCodeSources(given, names),
    ...namedSources(given, names),
  ];
}

function folderSources(
  given: Variables,
  names: readonly string[],
  problems: ConfigurationProblem[],
): FileSource[] {
  const folder = secretsFolderOf(given);
  if (folder === undefined) return [];
  const present = listFolder(folder);
  if (!present) problems.push({ name: 'SECRETS_DIR', problem: 'is no folder that can be read' });
  return names.flatMap((name) =>
    spellings(name)
      .filter((file) => present?.includes(file))
      .map((file) => ({ name, path: join(folder, file), parse: (text: string) => ({ [name]: text }) })),
  );
}

function mondayCodeSources(given: Variables, names: readonly string[]): FileSource[] {
  const file = given.SECRET_NAME;
  if (!file || !given.K_SERVICE) return [];
  const mount = given.MONDAY_CODE_MOUNT || '/';
  return ['secrets', 'secrets-v2'].map((folder) => ({
    name: `SECRET_NAME (the file in ${folder})`,
    path: join(mount, folder, file),
    parse: (text: string) => parseJsonVariables(text, names),
  }));
}

function namedSources(given: Variables, names: readonly string[]): FileSource[] {
  return names.flatMap((name) => {
    const path = given[`${name}_FILE`];
    const parse = (text: string): Variables => {
      if (text === '') throw new Error('names an empty file');
      return { [name]: text };
    };
    return path ? [{ name: `${name}_FILE`, path, parse }] : [];
  });
}

/** `undefined` if none is configured and the conventional folder does not exist. */
function secretsFolderOf(given: Variables): string | undefined {
  return given.SECRETS_DIR || (listFolder(DEFAULT_SECRETS_DIR) ? DEFAULT_SECRETS_DIR : undefined);
}

function listFolder(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

/** Docker's secrets are usually in lower case; the exact name comes last and takes precedence. */
function spellings(name: string): string[] {
  return [name.toLowerCase(), name];
}

/** Numbers, booleans and objects become text, as in a variable; unknown names are ignored. */
function parseJsonVariables(text: string, names: readonly string[]): Variables {
  const content = parseObject(text);
  const entries = names.filter((name) => Object.hasOwn(content, name)).map((name) => [name, content[name]]);
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  ) as Variables;
}

function parseObject(text: string): Record<string, unknown> {
  const content = tryParseJson(text);
  if (content === undefined) throw new Error('is not JSON');
  if (!isObject(content)) throw new Error('is not a JSON object');
  return content;
}
