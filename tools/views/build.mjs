/**
 * Builds the views with Vite into `dist/views/<name>`, with compressed copies, and lists the files for the app, which serves
 * them at `/view/<name>/`.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { baseOf, findViews, loadVite } from './find.mjs';

const OUT = 'dist/views';
/** What `src/view/view-files.ts` reads. */
const LIST = 'files.json';
/** What the views were built from. */
const STAMP = 'built-from.txt';
const SOURCES = ['src/app', 'package-lock.json'];
/** Vite's form of a name with a hash of the content. */
const HASHED = /(^|\/)assets\/[^/]+-[\w-]{8}\.\w+$/;
const COMPRESSIBLE = /\.(?:css|html|js|json|map|mjs|svg|txt|wasm|webmanifest|xml)$/;
const COPY = /\.(?:br|gz)$/;
/** Compressed copies of less save nothing. */
const MIN_BYTES = 1_024;
const compressors = {
  '.br': (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Builds all views, unless nothing changed since the last build. */
export async function buildViews() {
  const views = await findViews();
  if (views.length === 0) return rm(OUT, { recursive: true, force: true });
  const stamp = await hashOfSources();
  if ((await readFile(join(OUT, STAMP), 'utf8').catch(() => '')) === stamp) return;
  await rm(OUT, { recursive: true, force: true });
  // Of the development, React is slow and twice as large.
  process.env.NODE_ENV = 'production';
  const { build } = await loadVite();
  for (const { name, folder } of views) {
    await build({
      root: resolve(folder),
      base: baseOf(name),
      logLevel: 'warn',
      build: { outDir: resolve(OUT, name), emptyOutDir: true, reportCompressedSize: false },
    });
    await compress(join(OUT, name));
  }
  await writeList();
  await writeFile(join(OUT, STAMP), stamp);
}

async function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    if (!existsSync(source)) continue;
    const files = (await stat(source)).isFile() ? [source] : (await filesIn(source)).sort();
    for (const file of files)
      hash
        .update(file)
        .update('\0')
        .update(await readFile(file))
        .update('\0');
  }
  return hash.digest('base64url');
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function compress(folder) {
  for (const path of await filesIn(folder)) {
    if (!COMPRESSIBLE.test(path) || (await stat(path)).size < MIN_BYTES) continue;
    const bytes = await readFile(path);
    for (const [ending, make] of Object.entries(compressors))
      await writeFile(path + ending, await make(bytes));
  }
}

async function writeList() {
  const list = {};
  for (const path of await filesIn(OUT)) {
    if (COPY.test(path)) continue;
    const name = path.slice(OUT.length + 1).replaceAll('\\', '/');
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('base64url');
    list[name] = { hash, isHashed: HASHED.test(name), isCompressed: existsSync(`${path}.br`) };
  }
  const draft = join(OUT, `${LIST}.${process.pid}.draft`);
  await mkdir(OUT, { recursive: true });
  await writeFile(draft, JSON.stringify(list));
  await rename(draft, join(OUT, LIST));
}
