/**
 * The second step of `npm run build`, after compile.mjs. The app and its packages are some 1,700 small files, and most of a cold
 * start went into finding and compiling them one by one. So each program of a dist becomes a bundle; what programs share, and
 * what they import only when they need it, is in dist/chunks. The name of a chunk changes with its content, so an app that
 * runs while this builds finds the chunks that it was built with.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundlePrograms, PACKAGES_LEFT_OUT } from './bundler.mjs';
import { unbundled } from './compiler.mjs';

/** The programs of the app, and of the local platform, which is a package of its own. */
const BUNDLES = [
  { dist: 'dist', programs: ['main', 'dev', 'cli/main'] },
  { dist: 'packages/local-platform/dist', programs: ['main'] },
];

/** How long the chunks of an earlier build are kept, for what still runs from them. */
const KEPT_MS = 24 * 60 * 60 * 1000;

for (const { dist, programs } of BUNDLES) {
  const written = await bundlePrograms({
    input: Object.fromEntries(programs.map((name) => [name, `${dist}/${unbundled(name)}`])),
    dir: dist,
    external: PACKAGES_LEFT_OUT,
  });
  await removeOldChunks(`${dist}/chunks`, new Set(written.map((name) => basename(name))));
}

async function removeOldChunks(folder, current) {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (current.has(name) || Date.now() - (await stat(path)).mtimeMs < KEPT_MS) continue;
    await rm(path);
  }
}
