import { access, chmod, constants, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateError, NotWritableError } from './create.errors.js';

/** Repositories are often made before their contents. */
const ALLOWED = new Set(['.git']);
const MADE_BY_NPM = ['node_modules', 'package-lock.json'];

/** The folder in which an app is made, until it is complete. */
export interface Destination {
  readonly path: string;
  /** Makes it the folder of the app. */
  readonly keep: () => Promise<void>;
  /** Leaves everything as it was. */
  readonly discard: () => Promise<void>;
}

/**
 * A new folder is made beside the wanted one and moved there at the end. One that is there is filled, because a shell may be in it.
 * @param names what will be made in it, in addition to what npm makes
 * @throws CreateError
 */
export async function openDestination(folder: string, names: readonly string[]): Promise<Destination> {
  return (await isFreeFolder(folder)) ? existing(folder, [...names, ...MADE_BY_NPM]) : await beside(folder);
}

/**
 * @returns whether the folder is there
 * @throws CreateError if something is in it, or it cannot be written to
 */
async function isFreeFolder(folder: string): Promise<boolean> {
  try {
    const names = await readdir(folder);
    if (names.some((name) => !ALLOWED.has(name)))
      throw new CreateError(`${folder} is not empty. Choose another name, or empty it.`);
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code === 'ENOTDIR') throw new CreateError(`${folder} is a file. Choose another name.`);
    throw code === undefined ? error : new NotWritableError(folder, code);
  }
}

function existing(folder: string, names: readonly string[]): Destination {
  const discard = async (): Promise<void> => {
    for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
  };
  return { path: folder, keep: () => Promise.resolve(), discard };
}

async function beside(folder: string): Promise<Destination> {
  const parent = dirname(folder);
  const path = await mkdtemp(join(parent, `.${basename(folder)}-`)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CreateError(`${parent} does not exist. Create it first.`);
    throw new NotWritableError(parent, error.code ?? error.message);
  });
  const keep = async (): Promise<void> => {
    // A temporary folder is closed to others.
    await chmod(path, 0o777 & ~process.umask());
    await rename(path, folder);
  };
  return { path, keep, discard: () => rm(path, { recursive: true, force: true }) };
}
