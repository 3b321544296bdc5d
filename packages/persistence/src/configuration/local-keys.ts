import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fieldsOf, tryParseJson } from '../json/index.js';
import { ConfigurationError } from './configuration.errors.js';
import { DataFolderError, makeDataFolder } from './data-folder.js';
import { type Variables } from './variables.js';

const FILE = 'local-keys.json';
const OWNER_ONLY = 0o600;

const newKey = (): string => randomBytes(32).toString('base64url');

const MAKE = {
  MONDAY_OAUTH_CLIENT_SECRET: newKey,
  MONDAY_SIGNING_SECRET: newKey,
  JWT_KEYS: () => `local-1:${newKey()}`,
  ENCRYPTION_KEYS: () => `local-1:${newKey()}`,
  MNDY_TOPIC_MESSAGES_SECRET: newKey,
} as const;

/**
 * The secrets of a local installation: generated at the first start, then read from `<dataDir>/local-keys.json` (mode
 * 0600). Processes that start at the same time use the same keys.
 * @throws ConfigurationError if the file cannot be created or read, or contains no keys
 */
export function localKeys(dataDir: string): Variables {
  const path = join(dataDir, FILE);
  try {
    return readKeys(path) ?? createKeys(dataDir, path);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw new DataFolderError(code);
    throw problem(`${FILE} cannot be read or made there (${code ?? 'unknown'})`);
  }
}

function readKeys(path: string): Variables | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  // A restored backup may be readable by everyone.
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, OWNER_ONLY);
  return parseKeys(text);
}

function parseKeys(text: string): Variables {
  const keys = fieldsOf(tryParseJson(text));
  const missing = Object.keys(MAKE).filter((name) => typeof keys[name] !== 'string' || keys[name] === '');
  if (missing.length > 0) {
    throw problem(
      `${FILE} is broken: it lacks ${missing.join(', ')}; restore it, or remove it with all local data`,
    );
  }
  return Object.fromEntries(Object.keys(MAKE).map((name) => [name, keys[name] as string]));
}

/** Written to a temporary file and then linked: the file is never incomplete, and the first process wins. */
function createKeys(dataDir: string, path: string): Variables {
  makeDataFolder(dataDir);
  const keys = Object.fromEntries(Object.entries(MAKE).map(([name, make]) => [name, make()]));
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeDurably(draft, `${JSON.stringify(keys, null, 2)}\n`);
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

/** Data encrypted with lost keys cannot be decrypted. */
function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', OWNER_ONLY);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function problem(text: string): ConfigurationError {
  return new ConfigurationError([{ name: 'DATA_DIR', problem: text }]);
}
