import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { transform } from '@swc/core';

const ROOT = resolve(__dirname, '../../..');
/** Folders of sources, and where each is compiled to: a package is found as an installed one is. */
const FOLDERS = [
  ['src', ''],
  // In place of the owner's room.
  ['test/framework/support/fixture-app', 'app'],
  ['packages/persistence', 'node_modules/monday-persistence'],
  ['packages/local-platform', 'node_modules/monday-local-platform'],
  ['packages/create-monday-app-backend', 'node_modules/create-monday-app-backend'],
] as const;
const SWCRC = join(ROOT, '.swcrc');
/** Inside node_modules, so that the compiled files find their packages and git does not see them. */
const CACHE = join(ROOT, 'node_modules/.cache/compiled-app');
/** Rolldown is loaded in a process of its own, which gives back its memory. */
const BUNDLER = join(__dirname, 'bundle-compiled-app.mjs');
const DAY_MS = 24 * 60 * 60 * 1000;

let folder: Promise<string> | undefined;

/**
 * The folder of the app compiled from the sources as they are now, for tests that need a process of their own:
 * `fork(join(await compiledApp(), 'main.js'), { env })`. It mirrors `src` (`main.js`, `dev.js`, ...), with `fixture-app` in place of `src/app`.
 *
 * Its programs are bundles; the modules beside them are for tests that load them alone. Made once for each state of the
 * sources, in a few seconds; types are not checked. Safe to call from several test files at once.
 */
export function compiledApp(): Promise<string> {
  return (folder ??= compile());
}

async function compile(): Promise<string> {
  const sources = await readSources();
  const hash = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .update(await readFile(BUNDLER))
    .digest('hex')
    .slice(0, 16);
  const target = join(CACHE, hash);
  if (await exists(target)) return target;

  await mkdir(CACHE, { recursive: true });
  await removeOld();
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  await Promise.all([...sources].map(([target, source]) => write(join(draft, target), source)));
  await promisify(execFile)(process.execPath, [BUNDLER, draft]);
  // The first of several test files that get here wins; the others find the same content.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

/** By the path, within the target, of what it becomes. */
async function readSources(): Promise<Map<string, Source>> {
  const lists = await Promise.all(FOLDERS.map(([folder, target]) => filesOf(folder, target)));
  return new Map(
    await Promise.all(
      lists
        .flat()
        .map(async ([path, target]) => [target, { path, text: await readFile(path, 'utf8') }] as const),
    ),
  );
}

async function filesOf(folder: string, target: string): Promise<(readonly [path: string, target: string])[]> {
  const isPackage = folder.startsWith('packages/');
  const names = (await readdir(join(ROOT, folder), { recursive: true })).sort();
  return names
    .filter((name) => name === 'package.json' || (name.endsWith('.ts') && !name.endsWith('.spec.ts')))
    .filter((name) => !(folder === 'src' && name.startsWith(`app${sep}`)))
    .filter((name) => !isPackage || /^(package\.json$|src\/)/.test(name))
    .map((name) => [
      join(ROOT, folder, name),
      join(target, name.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js')),
    ]);
}

async function write(target: string, { path, text }: Source): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, path.endsWith('.ts') ? await compileText(path, text) : text);
}

async function compileText(filename: string, text: string): Promise<string> {
  // The fixtures are compiled into a copy of `src`.
  const moved = text.replaceAll("'../../../../src/", "'../");
  const { code } = await transform(filename.includes('fixture-app') ? moved : text, {
    filename,
    configFile: SWCRC,
    sourceMaps: 'inline',
  });
  return code;
}

/** Keeps the cache from growing; a day is longer than any test run. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const path = join(CACHE, name);
    const age = Date.now() - (await stat(path)).mtimeMs;
    if (age > DAY_MS) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
