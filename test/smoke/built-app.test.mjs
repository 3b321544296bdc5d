// Runs the app as `npm run build` left it in dist. The other tests compile with swc, whose decorator metadata differs
// from that of tsc in places, and Nest decides by it what to validate and what to inject.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const { TestApp } = createRequire(import.meta.url)('../../dist/testing/index.js');
const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

describe('the built app', () => {
  let app;
  let http;

  before(async () => {
    app = await TestApp.start();
    ({ http } = await app.login());
  });
  after(() => app.close());

  it('stores and finds values', async () => {
    const value = { text: 'hello', constructor: 1 };
    assert.equal((await http.put('/storage/greeting', { value })).status, 201);
    assert.deepEqual((await http.get('/storage/greeting')).json().value, value);
    assert.equal(
      (await http.get('/storage', { query: { term: 'GREET', limit: '1' } })).json().records.length,
      1,
    );
    assert.equal(
      (await http.put('/storage/counter/increment', { period: 'DAILY' })).json().newCounterValue,
      1,
    );
  });

  it('refuses what is not in a DTO', async () => {
    const refused = [
      await http.put('/storage/a', { value: 1, more: 1 }),
      await http.put('/storage/a', { value: 1, ttl: '5' }),
      await http.put('/storage/counter/increment', { period: 'DAILY', more: 1 }),
      await http.get('/storage', { query: { more: '1' } }),
      await http.get('/monday/boards', { query: { limit: 'all' } }),
      await http.post('/auth/refresh', { refresh_token: 1 }),
    ];
    assert.deepEqual(
      refused.map((reply) => [reply.status, reply.json().code]),
      refused.map(() => [400, 'validation.failed']),
    );
  });

  it('keeps the rows of accounts apart', async () => {
    const users = await app.users();
    const stranger = users.find(({ account }) => account.id !== users[0].account.id);
    const { http: other } = await app.login(stranger.id);
    assert.equal((await other.get('/storage/greeting')).status, 404);
  });

  it('exchanges refresh tokens, and asks monday', async () => {
    const { refreshToken, user } = await app.login();
    assert.equal((await http.post('/auth/refresh', { refresh_token: refreshToken })).status, 200);
    assert.equal((await http.get('/monday/me')).json().id, user.id);
    assert.ok((await http.get('/monday/boards', { query: { limit: '5' } })).json().boards.length > 0);
  });

  it('runs a signed block', async () => {
    const sent = await app.http().post(`${app.platform.url}/__sandbox/blocks/mail-send`, {
      inputFields: { to: 'ada@example.com' },
    });
    assert.equal(sent.json().status, 200, sent.text);
  });

  it('describes its routes', async () => {
    const { text } = await app.http().get('/docs/openapi.json');
    const { schemas } = JSON.parse(text).components;
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      assert.ok(schemas[name], name);
  });
});

describe('dist/main.js', () => {
  let folder;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smoke-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (variables) =>
    spawn(process.execPath, [MAIN], {
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: folder, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('starts without any variable, and ends on SIGTERM', { timeout: 30_000 }, async () => {
    const child = run({ PORT: '0' });
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('listening on')) break;
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('is looked at before its first start', { timeout: 30_000 }, async () => {
    const doctor = (variables) =>
      promisify(execFile)(process.execPath, [CLI, 'doctor', '--json'], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          DATA_DIR: folder,
          SANDBOX_PORT: '1',
          SANDBOX_SMTP_PORT: '1',
          ...variables,
        },
      });
    assert.equal(JSON.parse((await doctor({})).stdout).summary.problems, 0);
    await assert.rejects(doctor({ PUBLIC_URL: 'nowhere' }), ({ code, stdout }) => {
      assert.equal(code, 1);
      return JSON.parse(stdout).findings.some(
        (each) => each.level === 'problem' && each.subject === 'PUBLIC_URL',
      );
    });
  });

  it('invents nothing in production, and names what is missing', { timeout: 30_000 }, async () => {
    const child = run({ NODE_ENV: 'production' });
    let told = '';
    child.stderr.on('data', (text) => (told += text));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(told, /JWT_KEYS/);
    assert.match(told, /ENCRYPTION_KEYS/);
  });
});
