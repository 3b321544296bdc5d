import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** The files of a new app: text by path, with `/` between folders. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Stands for the name of the app. */
const NAME = /APP_NAME/g;
/** npm leaves files such as `.gitignore` out of a tarball, so a leading dot has another name in the template. */
const DOT = /(^|\/)dot-/g;
/** Tools of the repository would take a file of its final name for their own, such as a test or a configuration. */
const INACTIVE = /\.template(?=\.\w+$)/;

/** A template of the package that this file is in. @throws Error if it has none */
export function findTemplate(name = 'template', folder = __dirname): string {
  const found = join(folder, name);
  if (existsSync(join(found, 'package.template.json'))) return found;
  if (dirname(folder) === folder) throw new Error(`This package contains no ${name} of an app.`);
  return findTemplate(name, dirname(folder));
}

/**
 * The files of an app with this name.
 * @param folder of the template
 */
export async function renderTemplate(name: string, folder = findTemplate()): Promise<GeneratedFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const source = join(entry.parentPath, entry.name);
        const path = source.slice(folder.length + 1).replaceAll(sep, '/');
        const text = await readFile(source, 'utf8');
        return [path.replace(DOT, '$1.').replace(INACTIVE, ''), text.replace(NAME, name)] as const;
      }),
  );
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Identifies a text, whatever its line ends are: Git may change them. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('base64url');
