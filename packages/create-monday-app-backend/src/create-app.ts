import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CreateError } from './create.errors.js';
import { type CreateOptions } from './create-options.js';
import {
  recordOf,
  renderTemplate,
  withBoardView,
  writeRecord,
  type GeneratedFiles,
} from './generated-app/index.js';
import { findLocalPackages } from './local-packages.js';
import { Interruption } from './interruption.js';
import { npmInstall } from './npm-install.js';

/**
 * Creates the app. It is made in a folder beside the wanted one and moved there at the end, so a failure leaves nothing.
 * @param version of this package
 * @param viewTemplate the folder of the view's template; default is that of this package
 * @throws CreateError
 */
export async function createApp(
  options: CreateOptions,
  version: string,
  viewTemplate?: string,
): Promise<void> {
  await checkFree(options.folder);
  const interruption = Interruption.watch();
  try {
    await createFolder({ ...options, viewTemplate }, version, interruption);
  } finally {
    interruption.stop();
  }
}

interface CreateInput extends CreateOptions {
  readonly viewTemplate: string | undefined;
}

async function createFolder(
  options: CreateInput,
  version: string,
  interruption: Interruption,
): Promise<void> {
  const { folder, name } = options;
  const parent = dirname(folder);
  const draft = await mkdtemp(join(parent, `.${name}-`)).catch((error: NodeJS.ErrnoException) => {
    throw new CreateError(`${parent} cannot be written to (${error.code ?? error.message}).`);
  });
  try {
    await fill(draft, options, version);
    if (options.isInstalling) await install(draft, interruption);
    interruption.check();
    await moveTo(folder, draft);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  draft: string,
  { folder, name, packages, hasView, viewTemplate }: CreateInput,
  version: string,
): Promise<void> {
  const files = await renderTemplate(name);
  const all = hasView ? await withBoardView(files, name, viewTemplate) : files;
  const local =
    packages === undefined ? new Map<string, string>() : await findLocalPackages(packages, folder);
  await writeFiles(draft, withVersions(all, local));
  // Upgrades know nothing of the view, which is the owner's.
  await writeRecord(draft, recordOf(version, files));
}

async function install(draft: string, interruption: Interruption): Promise<void> {
  interruption.check();
  const end = await npmInstall(draft, interruption.signal);
  if (end === 'interrupted') interruption.interrupt();
  interruption.check();
  if (end === 'failed')
    throw new CreateError(
      'npm install failed (see above); nothing was created. --no-install creates the app without it.',
    );
}

/** @throws CreateError if something is there */
async function checkFree(folder: string): Promise<void> {
  try {
    const names = await readdir(folder);
    if (names.length > 0) throw new CreateError(`${folder} is not empty. Choose another name, or empty it.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw new CreateError(`${folder} is a file. Choose another name.`);
    if (code !== 'ENOENT') throw error;
  }
}

async function writeFiles(folder: string, files: GeneratedFiles): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** The files with these versions of dependencies in `package.json`. */
function withVersions(files: GeneratedFiles, versions: ReadonlyMap<string, string>): GeneratedFiles {
  const replaced = [...versions].reduce(
    (text, [name, version]) =>
      text.replace(new RegExp(`("${name}": )"[^"]*"`), `$1${JSON.stringify(version)}`),
    files.get('package.json') ?? '',
  );
  return new Map([...files, ['package.json', replaced]]);
}

async function moveTo(folder: string, draft: string): Promise<void> {
  // Windows does not replace an empty folder.
  await rmdir(folder).catch(() => undefined);
  // A temporary folder is closed to others.
  await chmod(draft, 0o777 & ~process.umask());
  await rename(draft, folder);
}
