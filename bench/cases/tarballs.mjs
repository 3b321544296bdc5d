import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { below } from '../support/measure.mjs';

export const standalone = true;
/** Other tests do what it measures. */
export const isLong = true;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOST_MB = {
  'monday-app-backend': 2,
  'monday-local-platform': 1.5,
  'create-monday-app-backend': 0.1,
};

/** The tarballs of `npm run pack`, without their dependencies. */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-tarballs-'));
  try {
    execFileSync(process.execPath, ['tools/pack.mjs', '--out', folder], { cwd: ROOT, stdio: 'ignore' });
    const files = await readdir(folder);
    return await Promise.all(
      Object.entries(MOST_MB).map(async ([name, most]) => {
        const file = files.find((each) => each.replace(/-\d.*$/, '') === name);
        if (file === undefined) throw new Error(`There is no tarball of ${name}.`);
        const ours = (await stat(join(folder, file))).size / 1e6;
        return below(most, { name: `tarball: ${name}`, ours, baseline: null, ratio: null, unit: 'MB' });
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
