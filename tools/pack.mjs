/**
 * `npm run pack -- --out DIR [--tag TAG]`: writes the tarballs of the packages, from what `npm run build` made. With the tag of another
 * version it refuses.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readJson, Stage } from './pack/stage.mjs';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'packed' }, tag: { type: 'string' } },
});
const { version } = await readJson('package.json');
if (values.tag !== undefined && values.tag !== `v${version}`) {
  process.stderr.write(`The tag ${values.tag} is not that of version ${version}.\n`);
  process.exitCode = 1;
} else {
  await packAll(values.out);
}

async function packAll(target) {
  const packages = {
    'monday-app-backend': (await import('./pack/library.mjs')).stageLibrary,
    'monday-local-platform': (await import('./pack/platform.mjs')).stagePlatform,
    'create-monday-app-backend': (await import('./pack/create.mjs')).stageCreate,
  };
  await mkdir(target, { recursive: true });
  const staging = await mkdtemp(join(tmpdir(), 'pack-'));
  try {
    for (const [name, prepare] of Object.entries(packages)) {
      const stage = await Stage.open(join(staging, name));
      await prepare(stage);
      const { filename, size, entryCount } = await stage.pack(resolve(target));
      const kib = Math.round(size / 1024);
      process.stdout.write(`${join(target, filename)}: ${kib} KiB, ${entryCount} files\n`);
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
