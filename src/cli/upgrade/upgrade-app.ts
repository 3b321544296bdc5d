import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotRunError } from 'monday-persistence/command-line';
import {
  findTemplate,
  isAppName,
  readRecord,
  recordOf,
  RECORD_FILE,
  renderTemplate,
  writeRecord,
  type AppRecord,
  type GeneratedFiles,
} from 'create-monday-app-backend/generated-app';
import { applyEntries, planManifest, type EntryChange, type Manifest } from './plan-manifest.js';
import { planUpgrade, type FileChange } from './plan-upgrade.js';

const MANIFEST = 'package.json';
/** Ends the name of a file that waits to be merged into the edited one. */
export const NEW = '.new';

/** The differences between an app and what the installed version generates. */
export interface AppUpgrade {
  /** Versions of the templates. */
  readonly from: string;
  readonly to: string;
  readonly files: readonly FileChange[];
  readonly entries: readonly EntryChange[];
}

/**
 * Compares the app in `folder` with the template of the installed version.
 * @throws CannotRunError if `npm create` did not make the app, or a file cannot be read
 */
export async function readUpgrade(folder: string, template = installedTemplate()): Promise<AppUpgrade> {
  const { record, manifest, generated, version } = await readApp(folder, template);
  const paths = [...Object.keys(record.files), ...generated.keys()];
  return {
    from: record.version,
    to: version,
    files: planUpgrade(record, await currentFiles(folder, paths), generated),
    entries: planManifest(record.manifest as Manifest, manifest, manifestOf(generated)),
  };
}

/**
 * Makes the changes. The new text of an edited file is written beside it; edited entries stay.
 * @throws CannotRunError if a file cannot be written; those before it are
 */
export async function applyUpgrade(
  folder: string,
  { files, entries }: AppUpgrade,
  template = installedTemplate(),
): Promise<void> {
  const { manifest, generated, version } = await readApp(folder, template);
  for (const change of files) {
    await applyChange(folder, change).catch(({ message }: Error) => {
      throw new CannotRunError(`${change.path} cannot be changed: ${message}. Fix this and apply the rest.`);
    });
  }
  const unedited = entries.filter(({ isEdited }) => !isEdited);
  if (unedited.length > 0) await write(folder, MANIFEST, json(applyEntries(manifest, unedited)));
  await writeRecord(folder, recordOf(version, generated));
}

async function applyChange(folder: string, { path, after, isEdited }: FileChange): Promise<void> {
  if (after !== undefined) return write(folder, isEdited ? path + NEW : path, after);
  if (!isEdited) await rm(join(folder, path));
}

async function readApp(
  folder: string,
  template: string,
): Promise<{ record: AppRecord; manifest: Manifest; generated: GeneratedFiles; version: string }> {
  try {
    const record = await readRecord(folder);
    if (!record)
      throw new CannotRunError(
        `There is no ${RECORD_FILE} here, which npm create monday-app-backend makes. docs/upgrading.md explains how to upgrade a clone.`,
      );
    const manifest = await readManifest(join(folder, MANIFEST));
    const { version } = await readManifest(join(dirname(template), MANIFEST));
    const generated = await renderTemplate(nameOf(manifest, record), template);
    return { record, manifest, generated, version: String(version) };
  } catch (error) {
    if (error instanceof CannotRunError) throw error;
    throw new CannotRunError(`The app cannot be compared: ${(error as Error).message}`);
  }
}

/** The name that the owner gave the package, unless it is one that files such as compose.yaml cannot have. */
function nameOf({ name }: Manifest, record: AppRecord): string {
  const isUsable = typeof name === 'string' && isAppName(name);
  return isUsable ? name : String((record.manifest as Manifest)['name']);
}

async function currentFiles(folder: string, paths: readonly string[]): Promise<GeneratedFiles> {
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    if (text !== undefined) files.set(path, text);
  }
  return files;
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** @throws CannotRunError in the repository of the framework itself */
function installedTemplate(): string {
  try {
    return findTemplate();
  } catch {
    throw new CannotRunError(
      'This is no app that npm create monday-app-backend made: see docs/upgrading.md.',
    );
  }
}

async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new Error(`${path} is not valid JSON.`);
  }
}
const manifestOf = (files: GeneratedFiles): Manifest => JSON.parse(files.get(MANIFEST) ?? '{}') as Manifest;
const json = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;
