import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

  it('can be saved and restored as one file while it is used', async () => {
    const token = await platform.accessToken(ADMIN);
    const write = (value: string): Promise<unknown> =>
      platform.http.post(KEY, { value }, { headers: { authorization: token } });
    await write('before');
    const generated = await platform.http.post('/__sandbox/boards', { items: 20, columns: 3 });
    const { id } = generated.json<{ id: string }>();
    const file = join(folder, 'state.snapshot');
    const [code] = await Promise.all([run('snapshot', file), ...['a', 'b', 'c'].map(write)]);
    expect(code).toBe(0);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith('state.snapshot'))).toHaveLength(1);
    await run('reset');
    const other = await TestPlatform.start({ variables: { SANDBOX_LIMITS: 'off' } });
    try {
      for (const restored of [platform, other]) {
        const { http } = restored;
        expect((await http.post('/__sandbox/restore', { file })).status).toBe(204);
        const query = `{ boards(ids: [${id}]) { items_count columns { id } } }`;
        const reply = await http.post('/v2', { query }, { headers: { authorization: token } });
        expect(reply.json()).toMatchObject({
          data: { boards: [{ items_count: 20, columns: { length: 4 } }] },
        });
        const kept = await http.get(KEY, { headers: { Authorization: token } });
        expect(['before', 'a', 'b', 'c']).toContain(kept.json<{ value: unknown }>().value);
      }
      const again = join(folder, 'again.snapshot');
      expect((await other.http.post('/__sandbox/snapshot', { file: again })).status).toBe(201);
    } finally {
      await other.close();
    }
  });

  it('is not replaced by a file that is not a snapshot, which it reports in one line', async () => {
    const token = await platform.accessToken(ADMIN);
    await platform.http.post(KEY, { value: 'kept' }, { headers: { authorization: token } });
    const text = join(folder, 'text.snapshot');
    await writeFile(text, 'no snapshot');
    const whole = join(folder, 'whole.snapshot');
    await run('snapshot', whole);
    const content = await readFile(whole);
    const torn = join(folder, 'torn.snapshot');
    await writeFile(torn, content.subarray(0, Math.floor(content.length / 2)));
    const foreign = join(folder, 'foreign.snapshot');
    await copyFile(join(platform.dataDir, 'monday.db'), foreign);
    printed.length = 0;
    for (const file of [text, torn, foreign, folder, join(folder, 'missing')]) {
      expect(await run('restore', file)).toBe(1);
    }
    expect(await run('snapshot', whole)).toBe(1);
    expect(await run('snapshot', join(folder, 'missing', 'x'))).toBe(1);
    expect(printed.map((line) => line.replace(folder, ''))).toEqual([
      expect.stringContaining('/text.snapshot is no snapshot of the local platform.'),
      expect.stringContaining('/torn.snapshot is damaged.'),
      expect.stringContaining('/foreign.snapshot is no snapshot of the local platform.'),
      expect.stringContaining('cannot be read (EISDIR).'),
      expect.stringContaining('cannot be read (ENOENT).'),
      expect.stringContaining('cannot be made (EEXIST).'),
      expect.stringContaining('cannot be made (ENOENT).'),
    ]);
    expect(printed.join('')).not.toContain('\n');
    expect((await platform.http.post('/__sandbox/restore', { file: 'relative' })).status).toBe(400);
    expect(await read(token)).toBe('kept');
    expect(content.equals(await readFile(whole))).toBe(true);
  });

  it('can be restored to a platform that has issued tokens', async () => {
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

  describe('of a command', () => {
    const script = `
      const { env } = process;
      const url = env.MONDAY_COM_PROTOCOL + '://' + env.MONDAY_SUBDOMAIN_API + env.MONDAY_COM_DOMAIN + '/v2';
      console.log('sdk', env.NODE_ENV, url === env.MONDAY_API_ENDPOINT);
      fetch(env.MONDAY_API_ENDPOINT, { method: 'POST' }).then((reply) => {
        console.log('status', reply.status, env.STORAGE_URL, env.SIDECAR_PORT);
        process.exitCode = 7;
      });`;
    let code: number;
    let output: string;
    beforeAll(async () => {
      ({ code, output } = await exec(process.execPath, '-e', script));
    });

    it('runs it with a separate platform, and returns its exit code', async () => {
      expect(code).toBe(7);
      const [, url = ''] = /status 401 (\S+) [1-9]\d+/.exec(output) ?? [];
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/app_storage_api\/v2$/);
      await expect(fetch(url)).rejects.toThrow();
    });

    it('sets what monday-sdk-js composes its address of', () => {
      expect(output.trim().split('\n')).toEqual(['sdk development true', expect.stringMatching(/^status /)]);
    });
  });

  it('says what cannot be run', async () => {
    const { code, output } = await exec('no-such-command');
    expect([code, output.trim()]).toEqual([1, 'no-such-command cannot be run.']);
  });
});
