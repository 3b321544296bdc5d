/**
 * What becomes of the repository on monday code, by the same commands: `mapps code:push` uploads it, and Google's buildpack
 * for Node installs, builds and prunes it (docs/monday-platform.md#monday-code-deployment).
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Left out whatever `.mappsignore` says; each of them with all that is in it. */
const ALWAYS_IGNORED = ['.git', '.env', '.mappsrc', 'node_modules'];
const run = promisify(execFile);

/** Copies what would be uploaded of an app into an empty folder. */
export async function upload(folder, app = ROOT) {
  const ignored = new Set([...ALWAYS_IGNORED, ...(await ignoredPaths(app))]);
  await cp(app, folder, {
    recursive: true,
    filter: (source) => !ignored.has(relative(app, source)),
  });
}

/** A line counts only if something of exactly this path exists. */
export async function ignoredPaths(app = ROOT) {
  const lines = (await readFile(join(app, '.mappsignore'), 'utf8')).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#') && existsSync(join(app, line)));
}

/** With development dependencies, as long as it builds. */
export async function build(folder, env = { PATH: process.env.PATH, HOME: process.env.HOME }) {
  const npm = (words, more = {}) =>
    run('npm', words, { cwd: folder, env: { ...env, ...more }, maxBuffer: 64 * 1024 * 1024 });
  const quiet = ['--quiet', '--no-fund', '--no-audit', '--prefer-offline'];
  await npm(['ci', ...quiet], { NODE_ENV: 'development' });
  await npm(['run', 'build']);
  await npm(['prune', '--omit=dev', '--prefer-offline']);
}
