/**
 * Compiles folders of TypeScript file by file with swc, for `npm run build` and `npm run dev`, of this repository and of an
 * app that depends on it, and copies the JSON files that they may import. Types are not checked; `npm run typecheck` does that. A file is replaced in one step and only if it
 * changes, so an app that runs from the same `dist` is not disturbed.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { transform } from '@swc/core';

/** In each `dist`: what later steps of the build write, not this one. */
const OF_LATER_STEPS = /^((chunks|views)[\\/]|openapi\.json)/;

/** The name, within a `dist`, of a program that is compiled but not bundled. */
export const unbundled = (program) => `${program}.unbundled.js`;

/** Folders of sources, and where each is compiled to. Paths are relative to the working directory. */
export class Compiler {
  /**
   * @param folders pairs of a folder and its target
   * @param programs the sources, without `.ts`, that become bundles of the same name, so that their compiled files need another
   */
  constructor(folders, programs = []) {
    this.folders = folders;
    this.programs = programs;
  }

  /**
   * Compiles all folders, and removes the compiled files whose source is gone.
   * @returns a text for each file that cannot be compiled
   */
  async compileAll() {
    return (await Promise.all(this.folders.map((pair) => this.#compileFolder(pair)))).flat();
  }

  /**
   * Compiles these files again, or removes what was compiled from them if they are gone.
   * @returns a text for each file that cannot be compiled
   */
  async compileFiles(paths) {
    const pairs = paths.flatMap((path) =>
      this.folders
        .filter(([source]) => isSource(path) && path.startsWith(join(source, sep)))
        .map(([source, target]) => [path, this.#targetOf(source, target, relative(source, path))]),
    );
    return failuresOf(pairs);
  }

  async #compileFolder([source, target]) {
    const files = (await readdir(source, { recursive: true })).filter(isSource);
    const pairs = files.map((file) => [join(source, file), this.#targetOf(source, target, file)]);
    const failures = await failuresOf(pairs);
    const bundles = this.programs.map((program) => `${relative(source, program)}.js`);
    await removeStale(target, new Set(pairs.map(([, compiled]) => compiled)), bundles);
    return failures;
  }

  #targetOf(source, target, file) {
    if (isJson(file)) return join(target, file);
    const name = file.slice(0, -'.ts'.length);
    const isProgram = this.programs.includes(join(source, name).replaceAll('\\', '/'));
    return join(target, isProgram ? unbundled(name) : `${name}.js`);
  }
}

/** Views are for browsers; `tools/views.mjs` builds them. */
const OF_VIEW = /(^|[\\/])features[\\/][^\\/]+[\\/]view[\\/]/;

const isJson = (file) => file.endsWith('.json');
const isSource = (file) =>
  (isJson(file) || (file.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(file))) && !OF_VIEW.test(file);

async function failuresOf(pairs) {
  const failures = await Promise.all(pairs.map(([source, target]) => compileFile(source, target)));
  return failures.filter((failure) => failure !== undefined);
}

/** Resolves to what is wrong with it, if it cannot be compiled. */
async function compileFile(source, target) {
  const text = await readFile(source, 'utf8').catch(() => undefined);
  if (text === undefined) return removeCompiled(target);
  if (isJson(source)) return writeCompiled(target, text);
  try {
    const { code, map } = await transform(text, {
      filename: source,
      sourceFileName: relative(dirname(target), source).replaceAll('\\', '/'),
      sourceMaps: true,
      // Otherwise as in .swcrc: a lazy import stays one, for the bundler to see.
      module: { type: 'commonjs', ignoreDynamic: true, exportInteropAnnotation: true },
    });
    await writeCompiled(`${target}.map`, map);
    await writeCompiled(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  } catch (error) {
    // What follows is a stack of the compiler itself.
    return `${source}\n${error.message.split(/\n+Caused by:/)[0].trim()}`;
  }
}

async function writeCompiled(path, text) {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}

async function removeCompiled(target) {
  await Promise.all([target, `${target}.map`].map((path) => rm(path, { force: true })));
}

async function removeStale(target, wanted, bundles) {
  const files = (await readdir(target, { recursive: true }).catch(() => [])).filter(
    (file) => /\.js(on)?$/.test(file) && !OF_LATER_STEPS.test(file) && !bundles.includes(file),
  );
  const stale = files.map((file) => join(target, file)).filter((path) => !wanted.has(path));
  await Promise.all(stale.map(removeCompiled));
}
