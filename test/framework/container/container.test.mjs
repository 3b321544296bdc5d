// `npm run container:check`: what the Dockerfile makes, started as its engine would, without one.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { start, startPlatform } from '../rehearsal/monday-code.mjs';
import { freePorts } from '../support/free-ports.cjs';
import { buildImage } from './image.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const { HttpClient } = createRequire(import.meta.url)('../../../dist/testing/index.js');
const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

const skip = whyNot();
if (skip) console.log(`skipped: ${skip}`);

describe('the image', { skip }, () => {
  const schema = `container_${randomBytes(8).toString('hex')}`;
  let place;
  let image;
  let platform;
  let app;

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'container-'));
    await chmod(place, 0o755);
    image = await buildImage(ROOT, place);
    await sql(`CREATE SCHEMA ${schema}`);
    const [port, platformPort, smtpPort, sidecarPort] = await freePorts(4);
    const url = `http://127.0.0.1:${port}`;
    platform = await startPlatform(place, { platformPort, smtpPort, sidecarPort, url });
    const variables = await (await fetch(`${platform.url}/__sandbox/env`)).json();
    app = await startImage({ port, url, smtpPort, variables });
  });
  after(async () => {
    for (const each of [app, platform]) await each?.stop();
    await sql(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await sql(`DROP SCHEMA IF EXISTS ${schema}_queue CASCADE`);
    await rm(place, { recursive: true, force: true });
  });

  /** As its user, who may write nowhere, with secrets mounted as files. */
  async function startImage({ port, url, smtpPort, variables }) {
    const secrets = await mount(variables);
    const env = {
      ...image.env,
      PORT: port,
      SECRETS_DIR: secrets,
      PUBLIC_URL: url,
      MONDAY_OAUTH_CLIENT_ID: variables.MONDAY_OAUTH_CLIENT_ID,
      MONDAY_OAUTH_BASE_PATH: variables.MONDAY_OAUTH_BASE_PATH,
      MONDAY_OAUTH_TOKEN_PATH: variables.MONDAY_OAUTH_TOKEN_PATH,
      MONDAY_API_ENDPOINT: variables.MONDAY_API_ENDPOINT,
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: smtpPort,
      SMTP_SECURITY: 'none',
      MAIL_FROM: 'app@example.com',
    };
    const [command, ...args] = asUser(image.cmd);
    const cwd = join(image.root, image.workdir);
    const started = await start({ name: 'app', command, cwd, args, url, path: '/health/live', env });
    return { ...started, env };
  }

  async function mount(variables) {
    const folder = join(place, 'secrets');
    const key = () => `k1:${randomBytes(32).toString('base64url')}`;
    const content = {
      DATABASE_URL: `${SERVER}?options=-c%20search_path%3D${schema}`,
      JWT_KEYS: key(),
      ENCRYPTION_KEYS: key(),
      MONDAY_OAUTH_CLIENT_SECRET: variables.MONDAY_OAUTH_CLIENT_SECRET,
      MONDAY_SIGNING_SECRET: variables.MONDAY_SIGNING_SECRET,
    };
    await mkdir(folder);
    for (const [name, text] of Object.entries(content)) await writeFile(join(folder, name), text);
    return folder;
  }

  function asUser(words) {
    const [uid, gid] = image.user.split(':');
    return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs', ...words];
  }
  const inside = (words) => {
    const [command, ...args] = asUser(words);
    const texts = Object.entries(app.env).map(([name, value]) => [name, String(value)]);
    const env = { PATH: process.env.PATH, ...Object.fromEntries(texts) };
    return spawnSync(command, args, { cwd: app.folder, env, encoding: 'utf8', timeout: 60_000 });
  };
  const login = async () => {
    const [user] = await (await fetch(`${platform.url}/__sandbox/users`)).json();
    const browser = new HttpClient(() => app.url);
    const begun = await browser.get('/auth/login');
    const approved = await browser.get(begun.location, { query: { prompt: 'none', login_hint: user.id } });
    const { access_token: token } = (await browser.get(approved.location)).json();
    return new HttpClient(() => app.url, { authorization: `Bearer ${token}` });
  };

  it('has what the app runs on, and nothing to develop with', async () => {
    assert.deepEqual((await readdir(app.folder)).sort(), ['dist', 'node_modules', 'package.json']);
    assert.throws(() => createRequire(`${app.folder}/x.js`).resolve('typescript'));
  });

  it('runs as a user who may write nothing of it', () => {
    assert.notEqual(inside(['touch', 'dist/main.js']).status, 0);
    assert.notEqual(inside(['touch', 'node_modules/new']).status, 0);
  });

  it('is healthy, by its own check', () => {
    const { status, stderr } = inside(image.healthcheck);
    assert.equal(status, 0, stderr);
  });

  it('is in order, by the doctor', () => {
    const { stdout, stderr } = inside(['node', 'dist/cli/main.js', 'doctor', '--json']);
    const { findings } = JSON.parse(stdout || JSON.stringify({ findings: [{ level: 'problem', stderr }] }));
    assert.deepEqual(
      findings.filter(({ level }) => level === 'problem'),
      [],
    );
  });

  it('logs in, and keeps a value in Postgres', async () => {
    const user = await login();
    assert.equal((await user.put('/storage/greeting', { value: 1 })).status, 201);
    assert.equal((await user.get('/storage/greeting')).json().value, 1);
  });

  it('ends on SIGTERM, and then its check fails', async () => {
    assert.deepEqual(await app.stop(), { code: 0, signal: null });
    assert.notEqual(inside(image.healthcheck).status, 0);
  });

  async function sql(text) {
    const { Client } = createRequire(import.meta.url)('pg');
    const client = new Client({ connectionString: SERVER });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }
});

function whyNot() {
  if (process.getuid?.() !== 0) return 'only root can start the app as another user';
  if (spawnSync('setpriv', ['--version']).status !== 0) return 'there is no setpriv here';
  return false;
}
