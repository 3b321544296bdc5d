/** What all packages have in common: a staged folder with the files of the tarball, and `npm pack` in it. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder that becomes a tarball. */
export class Stage {
  /** @param folder is emptied */
  static async open(folder) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new Stage(folder);
  }

  constructor(folder) {
    this.folder = folder;
  }

  path(name) {
    return join(this.folder, name);
  }

  /** Copies a file or a folder of the repository. */
  async copy(source, target = source) {
    await cp(source, this.path(target), { recursive: true });
  }

  async write(name, content) {
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  /** @returns the name and the size in bytes of the tarball that is written to `out` */
  async pack(out) {
    const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', out];
    const { stdout } = await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', words, {
      cwd: this.folder,
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === 'win32',
    });
    const [{ filename, size, entryCount }] = JSON.parse(stdout);
    return { filename, size, entryCount };
  }
}

export const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** The fields of a `package.json` that a published one keeps. */
export function publishedFields({ name, version, description, license, type, engines }) {
  return { name, version, description, license, type, engines };
}

/**
 * Where the types of entries are, for `moduleResolution: node10`, which does not know `exports`.
 * @param types the path of the declarations, by the name of the entry
 */
export const typesVersionsOf = (types) => ({
  '*': Object.fromEntries(Object.entries(types).map(([name, path]) => [name, [path]])),
});

/** Tells of a specifier whether it is neither a file of this repository nor one of these packages, which go into the bundle. */
export function isForeign(inlined) {
  const own = new RegExp(`^(?:facade:|[./#]|[A-Za-z]:[\\\\/]|(?:${inlined.join('|')})(?:/|$))`);
  return (specifier, importer) => importer !== undefined && !own.test(specifier);
}
