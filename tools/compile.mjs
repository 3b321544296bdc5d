/**
 * The first step of `npm run build` and of `npm run dev`: what is in `src`, of the app and of each package, goes to its
 * `dist`, file by file, and so do the tools that the build itself needs. Types are not checked; `npm run typecheck` does
 * that. A file is replaced in one step and only if it changes, so an app that runs from the same `dist` is not disturbed.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

/** Folders of sources, and where each is compiled to. */
const FOLDERS = [
  ['src', 'dist'],
  ['packages/persistence/src', 'packages/persistence/dist'],
  ['packages/local-platform/src', 'packages/local-platform/dist'],
  ['tools/openapi', 'tools/dist/openapi'],
];

/** The programs, without `.ts`. The bundle of each takes its name, so its compiled file has another. */
export const PROGRAMS = ['src/main', 'src/dev', 'src/cli/main', 'packages/local-platform/src/main'];

/** In each `dist`: what the bundler writes, not this step. */
const BUNDLED = /^(chunks[\\/]|openapi\.json)/;

/** The name, within a `dist`, of a program that is compiled but not bundled. */
export const unbundled = (program) => `${program}.unbundled.js`;

/**
 * Compiles all folders, and removes the compiled files whose source is gone.
 * @returns a text for each file that cannot be compiled
 */
export async function compileAll(folders = FOLDERS) {
  return (await Promise.all(folders.map(compileFolder))).flat();
}

/**
 * Compiles these files again, or removes what was compiled from them if they are gone.
 * @param paths relative to the root of the repository
 * @returns a text for each file that cannot be compiled
 */
export async function compileFiles(paths, folders = FOLDERS) {
  const pairs = paths.flatMap((path) =>
    folders
      .filter(([source]) => isSource(path) && path.startsWith(source + sep))
      .map(([source, target]) => [path, targetOf(source, target, relative(source, path))]),
  );
  return failuresOf(pairs);
}

async function compileFolder([source, target]) {
  const files = (await readdir(source, { recursive: true })).filter(isSource);
  const pairs = files.map((file) => [join(source, file), targetOf(source, target, file)]);
  const failures = await failuresOf(pairs);
  await removeStale(source, target, new Set(pairs.map(([, compiled]) => compiled)));
  return failures;
}

const isSource = (file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(file);

function targetOf(source, target, file) {
  const name = file.slice(0, -'.ts'.length);
  const isProgram = PROGRAMS.includes(join(source, name).replaceAll('\\', '/'));
  return join(target, isProgram ? unbundled(name) : `${name}.js`);
}

async function failuresOf(pairs) {
  const failures = await Promise.all(pairs.map(([source, target]) => compileFile(source, target)));
  return failures.filter((failure) => failure !== undefined);
}

/** Resolves to what is wrong with it, if it cannot be compiled. */
async function compileFile(source, target) {
  const text = await readFile(source, 'utf8').catch(() => undefined);
  if (text === undefined) return removeCompiled(target);
  try {
    const { code, map } = await transform(text, {
      filename: source,
      sourceFileName: relative(dirname(target), source).replaceAll('\\', '/'),
      sourceMaps: true,
      // Otherwise as in .swcrc: a lazy import stays one, for the bundler to see.
      module: { type: 'commonjs', ignoreDynamic: true, exportInteropAnnotation: true },
    });
    await mkdir(dirname(target), { recursive: true });
    await replaceFile(`${target}.map`, map);
    await replaceFile(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  } catch (error) {
    // What follows is a stack of the compiler itself.
    return `${source}\n${error.message.split(/\n+Caused by:/)[0].trim()}`;
  }
}

async function replaceFile(path, text) {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return;
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}

async function removeCompiled(target) {
  await Promise.all([target, `${target}.map`].map((path) => rm(path, { force: true })));
}

async function removeStale(source, target, wanted) {
  const bundles = PROGRAMS.map((program) => `${relative(source, program)}.js`);
  const files = (await readdir(target, { recursive: true }).catch(() => [])).filter(
    (file) => file.endsWith('.js') && !BUNDLED.test(file) && !bundles.includes(file),
  );
  const stale = files.map((file) => join(target, file)).filter((path) => !wanted.has(path));
  await Promise.all(stale.map(removeCompiled));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failures = await compileAll();
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}
