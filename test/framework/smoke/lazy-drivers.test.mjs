// A driver that is not chosen is not loaded, neither its code nor its library, nor is what its first use loads: looks at the files that
// the built app loads.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LATE_PACKAGES } from '../../../tools/late-packages.mjs';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const REPORT = fileURLToPath(new URL('./report-loaded.cjs', import.meta.url));

const RING = `k1:${Buffer.alloc(32, 'smoke').toString('base64url')}`;
const OUTSIDE_LOCAL = {
  MONDAY_OAUTH_CLIENT_ID: 'client',
  MONDAY_OAUTH_CLIENT_SECRET: 'fedcba9876543210fedcba9876543210',
  MONDAY_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  JWT_KEYS: RING,
  ENCRYPTION_KEYS: RING,
  PUBLIC_URL: 'https://app.example.com',
  SMTP_HOST: '127.0.0.1',
  MAIL_FROM: 'app@example.com',
};

/** The files of drivers, as the bundler names them in a comment above each. */
const DRIVERS = [
  'sqlite.persistence',
  'postgres.persistence',
  'document-db.persistence',
  // The library of the Document DB, which is bundled.
  'mongo_client',
  'vault.persistence',
  'persistent-storage.driver',
  'monday-storage.driver',
  'persistent.driver',
  'bullmq.driver',
  'bullmq-postgres-backend',
  'bullmq-redis-backend',
  'pushed.driver',
  'sdk-publisher',
];
const LIBRARIES = [
  'pg',
  'bullmq',
  'ioredis',
  '@photostructure/sqlite',
  '@mondaycom/apps-sdk',
  ...LATE_PACKAGES.map((name) => /^[^/]+/.exec(name)[0]),
];

describe('the built app', { timeout: 60_000 }, () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drivers-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Starts the app, stops it once it listens if it does not end by itself, and resolves to what it loaded. */
  async function loadedBy(variables) {
    const child = spawn(process.execPath, ['--require', REPORT, MAIN], {
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => /listening on/.test(text) && child.kill('SIGTERM'));
    child.stderr.on('data', (text) => (output += text));
    await once(child, 'close');
    const files = [...output.matchAll(/^loaded (.*)$/gm)].map(([, file]) => file);
    assert.ok(files.includes(MAIN), output);
    const own = files.filter((file) => !file.includes(`${sep}node_modules${sep}`));
    const texts = await Promise.all(own.map((file) => readFile(file, 'utf8')));
    return {
      drivers: DRIVERS.filter((name) => texts.some((text) => text.includes(`/${name}.js\n`))),
      libraries: LIBRARIES.filter((name) =>
        files.some((file) => file.includes(join('node_modules', name) + sep)),
      ),
    };
  }

  it('has each of the drivers in a file that is imported lazily', async () => {
    const chunks = join(MAIN, '../chunks');
    const names = (await readdir(chunks)).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(names.map((name) => readFile(join(chunks, name), 'utf8')));
    const missing = DRIVERS.filter((name) => !texts.some((text) => text.includes(`/${name}.js\n`)));
    assert.deepEqual(missing, []);
  });

  it('loads SQLite alone in the profile local', async () => {
    const { drivers, libraries } = await loadedBy({});
    assert.deepEqual(drivers, ['sqlite.persistence', 'persistent-storage.driver', 'persistent.driver']);
    assert.deepEqual(
      libraries.filter((name) => name !== '@photostructure/sqlite'),
      [],
    );
  });

  it('loads Postgres alone on own machines, where it ends as nothing answers', async () => {
    const loaded = await loadedBy({ ...OUTSIDE_LOCAL, DATABASE_URL: 'postgres://127.0.0.1:1/none' });
    assert.deepEqual(loaded.drivers.slice(0, 1), ['postgres.persistence']);
    const others = ['persistent-storage.driver', 'bullmq.driver', 'bullmq-postgres-backend'];
    assert.deepEqual(
      loaded.drivers.slice(1).filter((name) => !others.includes(name)),
      [],
    );
    assert.deepEqual(
      loaded.libraries.filter((name) => name !== 'bullmq'),
      ['pg'],
    );
  });

  it('loads the Document DB alone where it is, and ends as nothing answers', async () => {
    const { drivers } = await loadedBy({
      ...OUTSIDE_LOCAL,
      APP_PROFILE: 'monday-code',
      MNDY_TOPIC_MESSAGES_SECRET: '0123456789abcdef0123456789abcdeg',
      MNDY_MONGODB_CONNECTION_STRING: 'mongodb://user:secret@127.0.0.1:1/app?loadBalanced=true',
    });
    assert.deepEqual(drivers, ['document-db.persistence', 'mongo_client']);
  });

  it("loads monday's own services alone on monday code", async () => {
    const { drivers, libraries } = await loadedBy({
      ...OUTSIDE_LOCAL,
      APP_PROFILE: 'monday-code',
      MNDY_TOPIC_MESSAGES_SECRET: '0123456789abcdef0123456789abcdeg',
    });
    assert.deepEqual(drivers, [
      'vault.persistence',
      'monday-storage.driver',
      'pushed.driver',
      'sdk-publisher',
    ]);
    assert.deepEqual(
      libraries.filter((name) => name !== '@mondaycom/apps-sdk'),
      [],
    );
  });
});
