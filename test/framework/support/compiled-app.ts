import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { transform } from '@swc/core';

const ROOT = resolve(__dirname, '../../..');
/** Folders of sources, and where each is compiled to: a package is found as an installed one is. */
const FOLDERS = [
  ['src', ''],
  // In place of the owner's room.
  ['test/framework/support/fixture-app', 'app'],
  ['test/framework/programs', 'programs'],
  ['packages/persistence', 'node_modules/monday-persistence'],
  ['packages/local-platform', 'node_modules/monday-local-platform'],
  ['packages/create-monday-app-backend', 'node_modules/create-monday-app-backend'],
] as const;
const SWCRC = join(ROOT, '.swcrc');
/** Inside node_modules, so that the compiled files find their packages and git does not see them. */
const CACHE = join(ROOT, 'node_modules/.cache/compiled-app');
/** Rolldown is loaded in a process of its own, which gives back its memory. */
const BUNDLER = join(__dirname, 'bundle-compiled-app.mjs');
const MAKERS = [
  __filename,
  BUNDLER,
  ...['bundler.mjs', 'late-packages.mjs'].map((name) => join(ROOT, 'tools', name)),
];
const DAY_MS = 24 * 60 * 60 * 1000;
const LOCK_POLL_MS = 100;

let folder: Promise<string> | undefined;

/**
 * The folder of the app compiled from the sources as they are now, for tests that need a process of their own:
 * `fork(join(await compiledApp(), 'main.js'), { env })`. It mirrors `src` (`main.js`, `dev.js`, ...), with `fixture-app` in place of `src/app`.
 *
 * Its programs, and those of `test/framework/programs` in `programs`, are bundles; the modules beside them are for tests
 * that load them alone. Made once for each state of the sources, in a few seconds, while other test files that need it
 * wait; types are not checked.
 */
export function compiledApp(): Promise<string> {
  return (folder ??= compile());
}

/** The path of a program of `test/framework/programs`, compiled with the app: `fork(await testProgram('instance'))`. */
export async function testProgram(name: string): Promise<string> {
  return join(await compiledApp(), 'programs', `${name}.js`);
}

async function compile(): Promise<string> {
  const sources = await readSources();
  const hash = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .update((await Promise.all(MAKERS.map((path) => readFile(path, 'utf8')))).join())
    .digest('hex')
    .slice(0, 16);
  const target = join(CACHE, hash);
  await mkdir(CACHE, { recursive: true });
  while (!(await exists(target))) {
    await withLock(`${target}.lock`, async () => {
      if (!(await exists(target))) await make(target, sources);
    });
  }
  return target;
}

async function make(target: string, sources: ReadonlyMap<string, Source>): Promise<void> {
  await removeOld();
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  await writeFile(join(draft, 'package.json'), JSON.stringify({ imports: { '#app/*': './*' } }));
  await Promise.all([...sources].map(([target, source]) => write(join(draft, target), source)));
  await promisify(execFile)(process.execPath, [BUNDLER, draft]);
  // Another one may have made the same content, if both found that the holder of the lock is gone.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
}

/** Does the work, or waits a moment if another test file is doing it, which takes the processor for seconds. */
async function withLock(path: string, work: () => Promise<void>): Promise<void> {
  if (await takeLock(path)) return work().finally(() => rm(path, { force: true }));
  await pause(LOCK_POLL_MS);
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
}

async function takeLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
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
    .filter((name) => name === 'package.json' || (/\.(ts|cjs)$/.test(name) && !name.endsWith('.spec.ts')))
    .filter((name) => !(folder === 'src' && name.startsWith(`app${sep}`)))
    .filter((name) => !isPackage || /^(package\.json$|src\/)/.test(name))
    .map((name) => [
      join(ROOT, folder, name),
      join(target, name.replace(/^src\//, 'dist/').replace(/\.(ts|cjs)$/, '.js')),
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
    // As `tools/compiler.mjs` does: what a program imports only when it needs it stays out of its bundle.
    module: { type: 'commonjs', ignoreDynamic: true, exportInteropAnnotation: true },
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
