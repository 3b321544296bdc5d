import { createRequire } from 'node:module';
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';
import { beginAttack, latencies } from '../support/attack.mjs';
import { fillStorage } from '../support/fill-storage.mjs';
import { putAll, requestText } from '../support/load.mjs';
import { atMost, median, PACE } from '../support/measure.mjs';
import { logIn } from '../support/world.mjs';

const require = createRequire(import.meta.url);
const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
const { SYSTEM_CLOCK } = require('../../dist/clock/index.js');
const { StorageService } = require('../../dist/storage/index.js');
const { NO_STORAGE_LIMITS } = require('../../dist/storage/storage/account-quota.js');
const { PersistentStorageDriver } = require('../../dist/storage/storage/persistent-storage.driver.js');

const MEBIBYTE = 1024 * 1024;
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** Under 6 MiB, and ten times as much as objects. */
const NESTED = `{"value":[""${',[]'.repeat(1_980_000)}]}`;
const ROW = JSON.stringify({ value: 'v'.repeat(6 * MEBIBYTE - 2) });
const KEYS = 100_000;
const BATCH = JSON.stringify({
  operations: Array.from({ length: 100 }, (_, i) => ({
    op: 'put',
    key: `batch-${i}`,
    value: 'x'.repeat(500),
  })),
});
/** Until an attack is in full swing. */
const BEGIN_MS = 1_000;

/** What the guarded read of one account takes while another account, or nobody in particular, attacks. */
export async function run({ app, platform, token, variables }) {
  const neighbour = await logIn(app, platform, 1);
  await putAll(app, neighbour, 1, () => 'mine', '{"value":{"text":"mine"}}');
  await putAll(app, token, 1, () => 'large', ROW);
  await fill(app, token, variables);
  const request = requestText('GET', '/storage/mine', { Authorization: `Bearer ${neighbour}` });
  const measure = async () =>
    median(await latencies({ port: app.port, request, milliseconds: PACE.roundMs }));

  const rows = [];
  for (const [name, attack] of Object.entries(await attacksOf(app, platform, token))) {
    const quiet = await measure();
    const end = await beginAttack({ port: app.port, ...attack });
    try {
      await new Promise((resolve) => setTimeout(resolve, BEGIN_MS));
      const ours = await measure();
      const row = {
        name: `guarded read during: ${name}`,
        ours,
        baseline: quiet,
        ratio: ours / quiet,
        unit: 'ms',
      };
      rows.push(atMost(3, row));
    } finally {
      await end();
    }
  }
  return rows;
}

async function attacksOf(app, platform, token) {
  const own = { Authorization: `Bearer ${token}` };
  const upload = ['PUT /storage/idle HTTP/1.1', 'Host: x', `Authorization: Bearer ${token}`];
  return {
    'requests for /docs at once, unread': {
      ...{ connections: 20, isRead: false },
      request: requestText('GET', '/docs/swagger-ui-bundle.js').repeat(150),
    },
    'hostile HTML in mails': { connections: 4, isRead: true, request: await hostileMail(app, platform) },
    'eight bodies of 6 MB': {
      connections: 8,
      isRead: true,
      request: requestText('PUT', '/storage/nested', own, NESTED),
    },
    '60 unread replies of 6 MB': {
      connections: 60,
      isRead: false,
      request: requestText('GET', '/storage/large', own),
    },
    'eight idle uploads': {
      ...{ connections: 8, isRead: false },
      request: [...upload, 'Content-Type: application/json', `Content-Length: ${ROW.length}`, '', '{'].join(
        '\r\n',
      ),
    },
    'bodies in chunks of one byte': {
      ...{ connections: 40, isRead: false },
      request: `${requestText('POST', '/auth/refresh', { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' })}${'1\r\nx\r\n'.repeat(100_000)}`,
    },
    'unknown sessions': {
      ...{ connections: 4, isRead: true },
      request: requestText('GET', '/auth/me', { Cookie: `session=${'x'.repeat(43)}` }),
    },
    '300 batches at once': {
      connections: 300,
      isRead: true,
      request: requestText('POST', '/storage/batch', own, BATCH),
    },
    [`200 searches over ${KEYS.toLocaleString('en')} rows`]: {
      ...{ connections: 200, isRead: true },
      request: requestText('GET', '/storage?term=nowhere', own),
    },
  };
}

async function hostileMail(app, platform) {
  const { MONDAY_SIGNING_SECRET: secret } = await (await fetch(`${platform.url}/__sandbox/env`)).json();
  const claims = { accountId: 1, userId: 2, aud: `${app.url}/mail/send`, shortLivedToken: 'x' };
  const signed = jsonwebtoken.sign(claims, secret, { algorithm: 'HS256', expiresIn: 3600 });
  const inputFields = { to: 'ada@example.com', subject: 'x', html: '<li '.repeat(24_000) };
  return requestText(
    'POST',
    '/mail/send',
    { Authorization: signed },
    JSON.stringify({ payload: { inputFields } }),
  );
}

/** Rows of the attacker's account, written into the app's own file beside it. */
async function fill(app, token, variables) {
  const me = await (
    await fetch(`${app.url}/auth/me`, { headers: { Authorization: `Bearer ${token}` } })
  ).json();
  const persistence = new SqlitePersistence({
    ...SQLITE_SETTINGS,
    path: join(variables.DATA_DIR, 'app.db'),
    clock: SYSTEM_CLOCK,
  });
  await persistence.open();
  try {
    const storage = new StorageService(
      new PersistentStorageDriver(persistence, SYSTEM_CLOCK, NO_STORAGE_LIMITS),
    );
    await fillStorage(storage, { accountId: me.user.account.id, userId: me.user.id, kind: 'user' }, KEYS);
  } finally {
    await persistence.close();
  }
}
