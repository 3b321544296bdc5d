/**
 * The first step of `npm run build`: what stands in `src`, of the app and of each package, goes to its `dist`, file by
 * file. Types are not looked at; `npm run typecheck` does that.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { transform } from '@swc/core';

const FOLDERS = ['.', 'packages/persistence', 'packages/local-platform'];

async function compileFolder(folder) {
  const [source, target] = [join(folder, 'src'), join(folder, 'dist')];
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
