import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transform } from '@swc/core';

const ROOT = resolve(__dirname, '../..');
const SOURCES = join(ROOT, 'src');
const SWCRC = join(ROOT, '.swcrc');
/** Inside node_modules, so that the compiled files find their packages and git does not see them. */
const CACHE = join(ROOT, 'node_modules/.cache/compiled-app');
const DAY_MS = 24 * 60 * 60 * 1000;

let folder: Promise<string> | undefined;

/**
 * The folder of the app compiled from the sources as they are now, for tests that need a process of their own:
 * `fork(join(await compiledApp(), 'main.js'), { env })`. It mirrors `src` (`main.js`, `dev.js`, `sandbox/main.js`...).
 *
 * Compiled once for each state of the sources, by swc, in about a second; types are not checked. Safe to call from
 * several test files at once.
 */
export function compiledApp(): Promise<string> {
  return (folder ??= compile());
}

async function compile(): Promise<string> {
  const sources = await readSources();
  const hash = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .digest('hex')
    .slice(0, 16);
  const target = join(CACHE, hash);
  if (await exists(target)) return target;

  await mkdir(CACHE, { recursive: true });
  await removeOld();
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  await Promise.all([...sources].map(([file, text]) => compileFile(draft, file, text)));
  // The first of several test files that get here wins; the others find the same content.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

async function readSources(): Promise<Map<string, string>> {
  const names = await readdir(SOURCES, { recursive: true });
  const wanted = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).sort();
  return new Map(
    await Promise.all(
      wanted.map(async (name) => [name, await readFile(join(SOURCES, name), 'utf8')] as const),
    ),
  );
}

async function compileFile(target: string, file: string, text: string): Promise<void> {
  const filename = join(SOURCES, file);
  const { code } = await transform(text, { filename, configFile: SWCRC, sourceMaps: 'inline' });
  const path = join(target, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path.replace(/\.ts$/, '.js'), code);
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
