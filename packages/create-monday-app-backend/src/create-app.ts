import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CreateError, NotWritableError } from './create.errors.js';
import { type CreateOptions } from './create-options.js';
import { openDestination } from './destination.js';
import {
  RECORD_FILE,
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
 * Creates the app. A failure leaves nothing.
 * @param version of this package
 * @param viewTemplate the folder of the view's template; default is that of this package
 * @throws CreateError
 */
export async function createApp(
  options: CreateOptions,
  version: string,
  viewTemplate?: string,
): Promise<void> {
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
  const files = await renderTemplate(options.name);
  const all = await withChoices(files, options);
  const destination = await openDestination(options.folder, [...namesIn(all), RECORD_FILE]);
  const { path } = destination;
  try {
    await writeFiles(path, all);
    // Upgrades know nothing of the view, which is the owner's.
    await writeRecord(path, recordOf(version, files));
    if (options.isInstalling) await install(path, interruption);
    interruption.check();
    await destination.keep();
  } catch (error) {
    await destination.discard();
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new NotWritableError(options.folder, code);
  }
}

/** The files with the view and the versions of dependencies that the command line asks for. */
async function withChoices(
  files: GeneratedFiles,
  { folder, name, packages, hasView, viewTemplate }: CreateInput,
): Promise<GeneratedFiles> {
  const all = hasView ? await withBoardView(files, name, viewTemplate) : files;
  return packages === undefined ? all : withVersions(all, await findLocalPackages(packages, folder));
}

/** What is directly in the folder of these files. */
const namesIn = (files: GeneratedFiles): readonly string[] => [
  ...new Set([...files.keys()].map((path) => path.split(/[\\/]/)[0] ?? path)),
];

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
