/** Reads a tarball of npm, and makes the one of a later version from it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function readPackedManifest(file) {
  const { stdout } = await run('tar', ['-xzOf', file, 'package/package.json']);
  return JSON.parse(stdout);
}

/**
 * Writes what would be published next: the same packages with another version, and some changed files.
 * @param change gets the unpacked folder of each package
 */
export async function packNext(files, version, out, change) {
  for (const file of files) {
    const staging = await mkdtemp(join(tmpdir(), 'next-'));
    try {
      await run('tar', ['-xzf', file, '-C', staging]);
      const folder = join(staging, 'package');
      const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      const before = manifest.version;
      const text = JSON.stringify({ ...manifest, version }).replaceAll(`"^${before}"`, `"^${version}"`);
      await writeFile(join(folder, 'package.json'), text);
      await change(folder, manifest.name);
      const name = basename(file).replace(before, version);
      await run('tar', ['-czf', join(out, name), '-C', staging, 'package']);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
}
