/** The declarations of a package: those of its entries and of all that they refer to, without the private package. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
/** An import of the private package, which has no place in the tarball but beside the declarations. */
const PRIVATE = /(?<=\bfrom '|\bimport\(")monday-persistence(?:\/([\w-]+))?(?=['"])/g;

/**
 * @param entries the sources of the entries
 * @param folder where the declarations go, under the paths of their sources
 */
export async function writeTypes(entries, folder) {
  const config = join(folder, '..', 'tsconfig.types.json');
  await writeFile(config, JSON.stringify(configFor(entries, folder)));
  await promisify(execFile)(process.execPath, [TSC, '-p', config]).catch(({ stdout }) => {
    throw new Error(`The declarations cannot be made:\n${stdout}`);
  });
  await rm(config);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.d.ts'));
  await Promise.all(files.map((name) => inlinePrivate(join(folder, name), folder)));
}

function configFor(entries, folder) {
  return {
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      rootDir: resolve('.'),
      outDir: folder,
      declaration: true,
      emitDeclarationOnly: true,
      // `npm run typecheck` did.
      noCheck: true,
      sourceMap: false,
      incremental: false,
      types: ['node'],
      typeRoots: [resolve('node_modules/@types')],
      // Found in node_modules, it would count as foreign and get no declarations.
      paths: {
        'monday-persistence': [resolve('packages/persistence/src/index.ts')],
        'monday-persistence/*': [resolve('packages/persistence/src/*/index.ts')],
      },
    },
    include: [],
    files: entries.map((entry) => resolve(entry)),
  };
}

async function inlinePrivate(file, folder) {
  const text = await readFile(file, 'utf8');
  const replaced = text.replace(PRIVATE, (_specifier, part) => {
    const target = join(folder, 'packages/persistence/src', part ?? '', 'index.js');
    const path = relative(dirname(file), target).replaceAll('\\', '/');
    return path.startsWith('.') ? path : `./${path}`;
  });
  if (replaced !== text) await writeFile(file, replaced);
}
