/**
 * The first step of `npm run build`: what is in `src`, of the app and of each package, goes to its `dist`, file by file, and
 * so do the tools that the build itself needs. Types are not checked; `npm run typecheck` does that.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { transform } from '@swc/core';

/** Folders of sources, and where each is compiled to. */
const FOLDERS = [
  ['src', 'dist'],
  ['packages/persistence/src', 'packages/persistence/dist'],
  ['packages/local-platform/src', 'packages/local-platform/dist'],
  ['tools/openapi', 'tools/dist/openapi'],
];

async function compileFolder([source, target]) {
  await rm(target, { recursive: true, force: true });
  const files = await readdir(source, { recursive: true });
  const wanted = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  await Promise.all(
    wanted.map((file) => compileFile(join(source, file), join(target, file.replace(/\.ts$/, '.js')))),
  );
}

async function compileFile(source, target) {
  const { code, map } = await transform(await readFile(source, 'utf8'), {
    filename: source,
    sourceFileName: relative(dirname(target), source).replaceAll('\\', '/'),
    sourceMaps: true,
    // Otherwise as in .swcrc: a lazy import stays one, for the bundler to see.
    module: { type: 'commonjs', ignoreDynamic: true, exportInteropAnnotation: true },
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  await writeFile(`${target}.map`, map);
}

await Promise.all(FOLDERS.map(compileFolder));
