// Runs the programs as `npm run build` left them in dist. The other tests run single files, and do not see what the bundler
// makes of them.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const { HttpClient } = createRequire(import.meta.url)('../../../dist/testing/index.js');
const program = (name) => fileURLToPath(new URL(`../../../dist/${name}.js`, import.meta.url));
const ANY_PORT = { PORT: '0', SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SIDECAR_PORT: '0' };

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smoke-'));
});
after(() => rm(folder, { recursive: true, force: true }));

function start(name, variables) {
  const child = spawn(process.execPath, [program(name)], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (child.told += text));
  return child;
}

function runCli(words, variables) {
  const env = { PATH: process.env.PATH, ...variables };
  return promisify(execFile)(process.execPath, [program('cli/main'), ...words], { cwd: folder, env });
}

/** Resolves to what is in the parentheses of `words`, once a line of the output has them. */
async function waitFor(child, words) {
  for await (const line of createInterface({ input: child.stdout })) {
    const found = words.exec(line);
    if (found) return found[1];
  }
  throw new Error(`It ended without a line like ${words}:\n${child.told}`);
}

async function stop(child) {
  child.kill('SIGTERM');
  return child.exitCode === null ? once(child, 'exit') : [child.exitCode, null];
}

describe('the built app and the local platform', { timeout: 60_000 }, () => {
  let launcher;
  let app;
  let platform;
  let users;
  let http;

  before(async () => {
    launcher = start('dev', ANY_PORT);
    app = await waitFor(launcher, /Log in +(http:\S+)\/auth\/login/);
    platform = /Console +(http:\S+)\//.exec(launcher.told)[1];
    users = await (await fetch(`${platform}/__sandbox/users`)).json();
    http = client((await login(users[0])).access_token);
  });
  after(() => launcher && stop(launcher));

  const client = (token) => new HttpClient(() => app, token ? { authorization: `Bearer ${token}` } : {});
  const login = async ({ id }) => {
    const browser = client();
    const begun = await browser.get('/auth/login');
    const approved = await browser.get(begun.location, { query: { prompt: 'none', login_hint: id } });
    const callback = await browser.get(approved.location);
    assert.equal(callback.status, 200, callback.text);
    return callback.json();
  };

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
    const stranger = users.find(({ account }) => account.id !== users[0].account.id);
    const other = client((await login(stranger)).access_token);
    assert.equal((await other.get('/storage/greeting')).status, 404);
  });

  it('exchanges refresh tokens, and asks monday', async () => {
    const { refresh_token } = await login(users[0]);
    assert.equal((await http.post('/auth/refresh', { refresh_token })).status, 200);
    assert.equal((await http.get('/monday/me')).json().id, users[0].id);
    assert.ok((await http.get('/monday/boards', { query: { limit: '5' } })).json().boards.length > 0);
  });

  it('sends the mail of a signed block, which the command line asks for', async () => {
    const { stdout } = await runCli(['sandbox', 'send', 'mail-send', '--to', 'ada@example.com'], {
      SANDBOX_PORT: new URL(platform).port,
    });
    assert.match(stdout, /"messageId"/);
    const mails = () =>
      client().get(`${platform}/__sandbox/mails`, { query: { recipient: 'ada@example.com' } });
    while ((await mails()).json().length === 0) await nextTurn();
  });

  it('serves the OpenAPI document that is in docs, and shows it', async () => {
    const committed = await readFile(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    assert.deepEqual((await client().get('/docs/openapi.json')).json(), JSON.parse(committed));
    assert.equal((await client().get('/docs/swagger-ui.css')).status, 200);
  });

  it('ends on SIGTERM', async () => {
    assert.deepEqual(await stop(launcher), [0, null]);
  });
});

describe('dist/main.js', { timeout: 60_000 }, () => {
  it('starts without any variable, and ends on SIGTERM', async () => {
    const child = start('main', { PORT: '0' });
    await waitFor(child, /listening on port (\d+), all interfaces/);
    assert.deepEqual(await stop(child), [0, null]);
  });

  it('is looked at before its first start', async () => {
    const doctor = (variables) =>
      runCli(['doctor', '--json'], {
        DATA_DIR: folder,
        SANDBOX_PORT: '1',
        SANDBOX_SMTP_PORT: '1',
        ...variables,
      });
    assert.equal(JSON.parse((await doctor({})).stdout).summary.problems, 0);
    await assert.rejects(doctor({ PUBLIC_URL: 'nowhere' }), ({ code, stdout }) => {
      assert.equal(code, 1);
      return JSON.parse(stdout).findings.some(
        (each) => each.level === 'problem' && each.subject === 'PUBLIC_URL',
      );
    });
  });

  it('exports traces where it is told to', async () => {
    const collector = createServer((request, response) => {
      request.resume().on('end', () => response.end());
      collector.emit('asked', request.url);
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const asked = once(collector, 'asked');
    const child = start('main', {
      PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}`,
    });
    const port = await waitFor(child, /listening on port (\d+)/);
    await fetch(`http://127.0.0.1:${port}/health/live`);
    assert.deepEqual(await stop(child), [0, null]);
    assert.deepEqual(await asked, ['/v1/traces']);
    collector.close();
  });

  it('says in one line that its port is taken', async (t) => {
    const taken = createServer().listen(0, '0.0.0.0');
    t.after(() => taken.close());
    await once(taken, 'listening');
    const child = start('main', { PORT: String(taken.address().port), LOG_LEVEL: 'error' });
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(child.told, /^The port is in use\. .*\n$/);
  });

  it('invents nothing in production, and names what is missing', async () => {
    const child = start('main', { NODE_ENV: 'production' });
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(child.told, /JWT_KEYS/);
    assert.match(child.told, /ENCRYPTION_KEYS/);
  });
});
