import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../../src/cli/run-cli.js';
import { compiledApp } from '../../../test/framework/support/compiled-app.js';
import { TestPlatform } from '../../../src/testing/index.js';
import { ADMIN } from '../../../test/framework/support/oauth-client.js';

const KEY = '/app_storage_api/v2/order?shareGlobally=false';

describe('the state of the local platform', () => {
  let platform: TestPlatform;
  let folder: string;
  let printed: string[];

  beforeAll(async () => {
    platform = await TestPlatform.start({ variables: { SANDBOX_LIMITS: 'off' } });
    folder = await mkdtemp(join(tmpdir(), 'sandbox-state-'));
  });
  beforeEach(() => (printed = []));
  afterAll(async () => {
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...words: string[]): Promise<number> =>
    runCli(
      ['sandbox', ...words],
      { sandboxUrl: platform.url, variables: {} },
      {
        print: (line) => printed.push(line),
        printError: (line) => printed.push(line),
      },
    );
  const read = async (token: string): Promise<unknown> => {
    const reply = await platform.http.get(KEY, { headers: { Authorization: token } });
    return reply.status === 200 ? reply.json<{ value: unknown }>().value : reply.status;
  };

  it('can be taken away and brought back, tokens and all', async () => {
    const token = await platform.accessToken(ADMIN);
    const big = 'x'.repeat(3 * 1024 * 1024);
    await platform.http.post(KEY, { value: big }, { headers: { authorization: token } });
    const file = join(folder, 'state.ndjson');
    expect(await run('export', file)).toBe(0);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await run('reset')).toBe(0);
    expect(await read(token)).toBe(401);
    expect(await run('import', file)).toBe(0);
    expect(await read(token)).toBe(big);
    const again = join(folder, 'again.ndjson');
    expect(await run('export', again)).toBe(0);
    expect(await readFile(again, 'utf8')).toBe(await readFile(file, 'utf8'));
  });

  it('goes to a platform that has made tokens of its own', async () => {
    const token = await platform.accessToken(ADMIN);
    await platform.http.post(KEY, { value: 'moved' }, { headers: { authorization: token } });
    const file = join(folder, 'move.ndjson');
    await run('export', file);
    const other = await TestPlatform.start();
    try {
      await other.accessToken(ADMIN);
      const output = { print: () => undefined, printError: () => undefined };
      const environment = { sandboxUrl: other.url, variables: {} };
      expect(await runCli(['sandbox', 'import', file], environment, output)).toBe(0);
      const reply = await other.http.get(KEY, { headers: { Authorization: token } });
      expect(reply.json()).toMatchObject({ value: 'moved' });
    } finally {
      await other.close();
    }
  });

  it('is not written over a file that is there', async () => {
    const file = join(folder, 'mine.txt');
    await writeFile(file, 'mine');
    expect(await run('export', file)).toBe(1);
    expect(await run('import', file)).toBe(1);
    expect(await run('import', join(folder, 'missing'))).toBe(1);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(printed.join()).toContain('is no export');
  });

  it.each([[{}], [{ records: [{ key: 1, value: '' }] }], [{ records: [{ key: '', value: '1' }] }]])(
    'does not take %j',
    async (body) => {
      expect((await platform.http.post('/__sandbox/state', body)).status).toBe(400);
    },
  );
});

describe('sandbox exec', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-exec-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const exec = async (...command: string[]): Promise<{ code: number; output: string }> => {
    const main = join(await compiledApp(), 'cli/main.js');
    const { PATH } = process.env;
    return new Promise((resolve) => {
      const options = { cwd: folder, env: { PATH, TMPDIR: folder, SIDECAR_PORT: '0' } };
      execFile(
        process.execPath,
        [main, 'sandbox', 'exec', '--', ...command],
        options,
        (error, out, complaint) => resolve({ code: Number(error?.code ?? 0), output: out + complaint }),
      );
    });
  };

  it('runs a command against a platform of its own, and passes its exit code on', async () => {
    const script = `
      fetch(process.env.MONDAY_API_ENDPOINT, { method: 'POST' }).then((reply) => {
        console.log('status', reply.status, process.env.STORAGE_URL, process.env.SIDECAR_PORT);
        process.exitCode = 7;
      });`;
    const { code, output } = await exec(process.execPath, '-e', script);
    expect(code).toBe(7);
    const [, url = ''] = /status 401 (\S+) [1-9]\d+/.exec(output) ?? [];
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/app_storage_api\/v2$/);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says what cannot be run', async () => {
    const { code, output } = await exec('no-such-command');
    expect([code, output.trim()]).toEqual([1, 'no-such-command cannot be run.']);
  });
});
