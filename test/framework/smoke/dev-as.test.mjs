// `npm run dev -- --as PROFILE`, as built: the app with the drivers, limits and refusals of a profile, on this machine.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const { HttpClient } = createRequire(import.meta.url)('../../../dist/testing/index.js');
const PROGRAM = fileURLToPath(new URL('../../../dist/dev.js', import.meta.url));
const ANY_PORT = { PORT: '0', SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SIDECAR_PORT: '0' };
const SERVER_URL = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
/** As many as monday has: an app that has declared nothing gets them all. */
const ALL_SCOPES = 21;
const SCOPES = ['me:read', 'account:read', 'boards:read', 'boards:write'];

/** A session of `dist/dev.js`, with a user who has logged in. */
class Session {
  static async start(profile, variables = {}) {
    const session = new Session();
    session.folder = await mkdtemp(join(tmpdir(), 'dev-as-'));
    session.launch(profile, variables);
    for await (const line of createInterface({ input: session.child.stdout })) {
      const found = /Log in +(http:\S+)\/auth\/login/.exec(line);
      if (found) session.app = found[1];
      if (/Stop +Ctrl/.test(line)) break;
    }
    session.platform = /Console +(http:\S+)\//.exec(session.output)?.[1];
    if (!session.platform) throw new Error(`It did not start:\n${session.output}`);
    session.users = await (await fetch(`${session.platform}/__sandbox/users`)).json();
    session.http = await session.login(session.users[0]);
    return session;
  }

  launch(profile, variables) {
    this.output = '';
    this.child = spawn(process.execPath, [PROGRAM, '--as', profile], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, DATA_DIR: this.folder, ...ANY_PORT, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (text) => (this.output += text));
    }
  }

  client(token) {
    return new HttpClient(() => this.app, token ? { authorization: `Bearer ${token}` } : {});
  }

  async login({ id }) {
    const browser = this.client();
    const begun = await browser.get('/auth/login');
    const approved = await browser.get(begun.location, { query: { prompt: 'none', login_hint: id } });
    const callback = await browser.get(approved.location);
    assert.equal(callback.status, 200, callback.text);
    return this.client(callback.json().access_token);
  }

  /** The answer of the app to a block that runs for this user. */
  async block(name, userId, inputFields) {
    const reply = await this.client().post(`${this.platform}/__sandbox/blocks/${name}`, {
      userId,
      inputFields,
    });
    return reply.json();
  }

  async mailTo(recipient) {
    for (;;) {
      const reply = await this.client().get(`${this.platform}/__sandbox/mails`, { query: { recipient } });
      if (reply.json().length > 0) return reply.json()[0];
      await nextTurn();
    }
  }

  /** The scopes of tokens that the platform issues, once the app has declared them. */
  async scopes() {
    for (;;) {
      const { scopes } = await (await fetch(`${this.platform}/__sandbox/declaration`)).json();
      if (scopes.length < ALL_SCOPES) return scopes;
      await nextTurn();
    }
  }

  async stop() {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null) await once(this.child, 'exit');
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function refusal(args, variables = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: tmpdir(), ...ANY_PORT, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return [code, output];
}

describe('npm run dev -- --as monday-code', { timeout: 120_000 }, () => {
  let session;
  before(async () => {
    session = await Session.start('monday-code');
  });
  after(() => session?.stop());

  it('keeps rows at monday, where only a write with a condition on nothing is refused', async () => {
    const { http } = session;
    assert.equal((await http.put('/storage/a', { value: 1 })).status, 200);
    assert.equal((await http.get('/storage/a')).json().value, 1);
    const refused = await http.put('/storage/b', { value: 1, version: '' });
    assert.deepEqual([refused.status, refused.json().code], [501, 'storage.unsupported']);
  });

  it('has tokens with the scopes that the app declares', async () => {
    assert.deepEqual(await session.scopes(), SCOPES);
  });

  it('reads rows with the token of a block, also for a user who is not connected', async () => {
    const run = await session.block('send-mail', session.users[1].id, {});
    // It found no address in the rows of the account.
    assert.match(JSON.stringify(run), /mail\.address_invalid/);
  });

  it('sends mails through the queue of monday code', async () => {
    const fields = { to: 'as@example.com', text: 'hello' };
    await session.block('send-mail', session.users[0].id, fields);
    assert.ok(await session.mailTo('as@example.com'));
  });
});

const hasPostgres = await new Promise((resolve) => {
  const socket = createConnection(5432, '127.0.0.1');
  socket.once('connect', () => resolve(Boolean(socket.destroy())));
  socket.once('error', () => resolve(false));
});

describe('npm run dev -- --as self-hosted', { timeout: 120_000 }, () => {
  const skip = hasPostgres ? false : 'needs Postgres on 127.0.0.1:5432';

  it('keeps rows and messages in Postgres', { skip }, async () => {
    const schema = `dev_as_${randomBytes(8).toString('hex')}`;
    const database = new Client({ connectionString: SERVER_URL });
    await database.connect();
    await database.query(`CREATE SCHEMA ${schema}`);
    let session;
    try {
      const url = new URL(SERVER_URL);
      url.searchParams.set('options', `-c search_path=${schema}`);
      session = await Session.start('self-hosted', { DATABASE_URL: url.href });
      assert.deepEqual(await session.scopes(), SCOPES);
      assert.equal((await session.http.put('/storage/a', { value: 1, version: '' })).status, 201);
      assert.equal((await session.http.put('/storage/a', { value: 1, version: '' })).status, 409);
      await session.block('send-mail', session.users[0].id, { to: 'own@example.com', text: 'hello' });
      assert.ok(await session.mailTo('own@example.com'));
    } finally {
      await session?.stop();
      await database.query(`DROP SCHEMA IF EXISTS ${schema}, ${schema}_queue CASCADE`);
      await database.end();
    }
  });

  it('names the database that it misses', async () => {
    const [code, output] = await refusal(['--as', 'self-hosted']);
    assert.deepEqual([code, output], [1, '--as self-hosted needs a Postgres database: set DATABASE_URL.\n']);
  });
});

describe('npm run dev', () => {
  it('refuses an unknown profile with one line', async () => {
    const [code, output] = await refusal(['--as', 'the-moon']);
    assert.deepEqual([code, output], [1, '--as takes one of local, self-hosted, monday-code.\n']);
    assert.equal((await refusal(['--at', 'local']))[0], 1);
  });
});
