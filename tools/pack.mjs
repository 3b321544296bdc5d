/** `npm run pack -- --out DIR`: writes the tarballs of the packages, from what `npm run build` made. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stageCreate } from './pack/create.mjs';
import { stageLibrary } from './pack/library.mjs';
import { stagePlatform } from './pack/platform.mjs';
import { Stage } from './pack/stage.mjs';

const PACKAGES = {
  'monday-app-backend': stageLibrary,
  'monday-local-platform': stagePlatform,
  'create-monday-app-backend': stageCreate,
};

const { values } = parseArgs({ options: { out: { type: 'string', default: 'packed' } } });
const out = resolve(values.out);
await mkdir(out, { recursive: true });
const staging = await mkdtemp(join(tmpdir(), 'pack-'));
try {
  for (const [name, prepare] of Object.entries(PACKAGES)) {
    const stage = await Stage.open(join(staging, name));
    await prepare(stage);
    const { filename, size, entryCount } = await stage.pack(out);
    process.stdout.write(
      `${join(values.out, filename)}: ${(size / 1024).toFixed(0)} KiB, ${entryCount} files\n`,
    );
  }
} finally {
  await rm(staging, { recursive: true, force: true });
}
