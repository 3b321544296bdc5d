import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CreateError } from './create.errors.js';

const NAMES = ['monday-app-backend', 'monday-local-platform'];

/**
 * Dependencies on the tarballs in a folder.
 * @param from the folder of the app
 * @returns the version to write into `package.json`, by package
 * @throws CreateError if a tarball is missing
 */
export async function findLocalPackages(folder: string, from: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(folder).catch(() => {
    throw new CreateError(`${folder} cannot be read. Give the folder that npm run pack wrote.`);
  });
  return new Map(
    NAMES.map((name) => {
      const file = files.find((each) => new RegExp(`^${name}-\\d[^/]*\\.tgz$`).test(each));
      if (file === undefined)
        throw new CreateError(`${folder} has no tarball of ${name}. Make it with npm run pack.`);
      return [name, `file:${relative(from, join(folder, file)).replaceAll('\\', '/')}`] as const;
    }),
  );
}
