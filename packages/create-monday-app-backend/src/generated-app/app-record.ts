import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, type GeneratedFiles } from './template.js';

/** In the folder of a created app: what was generated, so that an upgrade can tell what was edited since. */
export const RECORD_FILE = '.monday-app.json';

/** The content of {@link RECORD_FILE}. */
export interface AppRecord {
  /** The version whose template the files are from. */
  readonly version: string;
  /** A digest of each generated file that upgrades know, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The `package.json` as it was generated: upgrades look at its entries one by one. */
  readonly manifest: unknown;
}

/** The owner's own from the first day. An upgrade does not look at them. */
const OWN = /^(?:src\/app\/|test\/|README\.md$|deploy\/manifest\.json$)/;
const MANIFEST = 'package.json';

/** Whether an upgrade may change the file. */
export const isTracked = (path: string): boolean => path !== MANIFEST && !OWN.test(path);

/** The record of an app that has just these files. */
export function recordOf(version: string, files: GeneratedFiles): AppRecord {
  const tracked = [...files].filter(([path]) => isTracked(path));
  return {
    version,
    files: Object.fromEntries(tracked.map(([path, text]) => [path, digestOf(text)])),
    manifest: JSON.parse(files.get(MANIFEST) ?? '{}') as unknown,
  };
}

/**
 * The record of the app in `folder`; `undefined` if it has none.
 * @throws Error if it cannot be read
 */
export async function readRecord(folder: string): Promise<AppRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8')) as unknown;
    if (isRecord(record)) return record;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code !== undefined) throw error;
  }
  throw new Error(
    `${RECORD_FILE} has been changed and is not valid. Restore it from the history of the app.`,
  );
}

function isRecord(content: unknown): content is AppRecord {
  const { version, files, manifest } = (content ?? {}) as Partial<Record<keyof AppRecord, unknown>>;
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
  return typeof version === 'string' && isObject(files) && isObject(manifest);
}

export const writeRecord = (folder: string, record: AppRecord): Promise<void> =>
  writeFile(join(folder, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
