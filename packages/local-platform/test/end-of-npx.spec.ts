import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPlatform } from '../../../src/testing/index.js';
import { compiledApp } from '../../../test/framework/support/compiled-app.js';

const NODE = process.execPath;
const PORTS = { SANDBOX_PORT: '0', SIDECAR_PORT: '0', SANDBOX_SMTP_PORT: '0' };
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('the end of npx, which does not hand on its signal', () => {
  let folder: string;
  let npx: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'end-of-npx-'));
  });
  afterEach(async () => {
    killAllOf(npx);
    await rm(folder, { recursive: true, force: true });
  });

  /** As npx starts it: in a shell, and with a variable that tells so. */
  async function start(
    words: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<ChildProcess> {
    const main = join(await compiledApp(), 'node_modules/monday-local-platform/dist/main.js');
    return spawn('sh', ['-c', '"$@"; true', 'npx', NODE, main, ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH, TMPDIR: folder, npm_lifecycle_event: 'npx', ...PORTS, ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
  }

  it.each([
    ['the platform', []],
    [
      'exec with its platform and its command',
      ['exec', '--', NODE, '-e', 'setInterval(console.log, 50, "answers")'],
    ],
  ])('ends %s', async (_what, words) => {
    npx = await start(words);
    await endsWith(npx);
  });

  it('ends the front of tls', async () => {
    const platform = await TestPlatform.start();
    try {
      npx = await start(['tls', '--port', '0'], { SANDBOX_PORT: new URL(platform.url).port });
      await endsWith(npx);
    } finally {
      await platform.close();
    }
  });
});

/** Kills npx when its command answers, and resolves when no process is left that writes. */
async function endsWith(npx: ChildProcess): Promise<void> {
  const closed = once(npx, 'close');
  await new Promise((resolve) =>
    npx.stdout?.on('data', (text) => /answers/.test(String(text)) && resolve(text)),
  );
  npx.kill('SIGKILL');
  await closed;
}

function killAllOf(leader: ChildProcess | undefined): void {
  try {
    if (leader?.pid !== undefined) process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}
