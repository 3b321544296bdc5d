import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { below, median, PACE } from '../support/measure.mjs';
import { Workspace } from '../../test/framework/support/workspace.mjs';

export const standalone = true;
/** Other tests do what it measures. */
export const isLong = true;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAVED = 'src/app/app.module.ts';

/** What a developer waits for, in a copy of the repository: the start of `npm run dev`, a save, the build; and what is installed. */
export async function run() {
  const workspace = await Workspace.create();
  try {
    const builds = [];
    for (let round = 0; round < PACE.rounds; round += 1) {
      const begun = performance.now();
      await workspace.run('npm', ['run', 'build']);
      builds.push(performance.now() - begun);
    }
    const { starts, saves } = await timeLoop(workspace);
    return [
      below(6_000, row('npm run dev: to ready', 'ms', median(starts))),
      below(2_000, row('npm run dev: from a save to the answering app', 'ms', median(saves))),
      below(8_000, row('npm run build', 'ms', median(builds))),
      below(140, row('installation for production', 'MB', installedBytes() / 1e6)),
    ];
  } finally {
    await workspace.remove();
  }
}

const row = (name, unit, ours) => ({ name, ours, baseline: null, ratio: null, unit });

async function timeLoop(workspace) {
  const [starts, saves] = [[], []];
  for (let round = 0; round < PACE.rounds; round += 1) {
    const begun = performance.now();
    const session = new Session(workspace);
    await session.waitFor(/are ready/);
    starts.push(performance.now() - begun);
    // What is checked beside the app after a start is not what is measured.
    await session.waitFor(/Stop +Ctrl/);
    const text = await workspace.read(SAVED);
    const savedAt = performance.now();
    await workspace.write(SAVED, `${text}// ${round}\n`);
    await session.waitFor(/Restarted in/);
    saves.push(performance.now() - savedAt);
    await session.stop();
  }
  return { starts, saves };
}

/** A running `npm run dev`. */
class Session {
  output = '';

  constructor({ folder, env }) {
    this.npm = spawn('npm', ['run', 'dev'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.closed = once(this.npm, 'close');
    for (const stream of [this.npm.stdout, this.npm.stderr]) {
      stream.on('data', (chunk) => {
        this.output += chunk;
        this.onOutput?.();
      });
    }
  }

  async waitFor(words) {
    while (!words.test(this.output)) {
      const more = new Promise((resolve) => (this.onOutput = () => resolve(true)));
      if ((await Promise.race([more, this.closed])) !== true) throw new Error(this.output);
    }
  }

  async stop() {
    this.npm.kill('SIGTERM');
    await this.closed;
  }
}

/** What the Dockerfile keeps in node_modules, without the app's own packages. */
function installedBytes() {
  const options = { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' };
  const listed = execFileSync(
    'npm',
    ['ls', '--omit=dev', '--workspaces=false', '--all', '--parseable'],
    options,
  );
  const folders = listed.split('\n').filter((path) => path.includes('node_modules'));
  return folders.reduce((sum, folder) => sum + bytesOf(folder), 0);
}

/** Without the packages inside of it, which are listed themselves. */
function bytesOf(path) {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.isSymbolicLink() ? 0 : stats.size;
  const names = readdirSync(path).filter((name) => name !== 'node_modules');
  return names.reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}
