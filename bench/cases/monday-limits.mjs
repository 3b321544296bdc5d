import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../test/framework/support/free-ports.cjs';
import { startServer } from '../support/processes.mjs';

export const standalone = true;

const require = createRequire(import.meta.url);
const PLATFORM = fileURLToPath(new URL('../../packages/local-platform/dist/main.js', import.meta.url));
const ACCOUNTS = 20;
const CALLS = 10;
/** 900,000 points each, of five million that an account has a minute (docs/monday-platform.md#rate-limits). */
const QUERY =
  'query { boards(limit: 14) { items_page(limit: 500) { items { column_values { id type text value } } } } }';
const PER_MINUTE = 5;
const LIMIT = 1.2;

/**
 * 200 calls of 20 accounts, each so expensive that five use a minute's complexity up. The ideal: five at once, the
 * others as soon as the budget is back, a minute later.
 */
export async function run() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-limits-'));
  const [port, smtpPort, appPort] = await freePorts(3);
  const variables = {
    ...{ APP_PROFILE: 'local', DATA_DIR: dataDir, LOG_LEVEL: 'silent', SIDECAR_PORT: '0' },
    ...{
      SANDBOX_PORT: String(port),
      SANDBOX_SMTP_PORT: String(smtpPort),
      SANDBOX_SEED: join(dataDir, 'seed.json'),
    },
    PUBLIC_URL: `http://127.0.0.1:${appPort}`,
  };
  await writeFile(variables.SANDBOX_SEED, JSON.stringify(seed()));
  const platform = await startServer({ script: PLATFORM, env: variables, port, path: '/__sandbox/users' });
  let app;
  try {
    app = await openApp(variables);
    const users = await (await fetch(`${platform.url}/__sandbox/users`)).json();
    await connect(app, platform, users);
    const begun = performance.now();
    await Promise.all(users.flatMap((user) => Array.from({ length: CALLS }, () => call(app, user))));
    const seconds = (performance.now() - begun) / 1000;
    const ideal = (Math.ceil(CALLS / PER_MINUTE) - 1) * 60;
    const ratio = seconds / ideal;
    return {
      name: `${ACCOUNTS * CALLS} calls of ${ACCOUNTS} accounts, all through`,
      ...{ ours: seconds, baseline: ideal, ratio, unit: 'seconds' },
      ...{ target: `ratio <= ${LIMIT}`, holds: ratio <= LIMIT },
    };
  } finally {
    await app?.close();
    await platform.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function seed() {
  const ids = Array.from({ length: ACCOUNTS }, (_, index) => String(9_000_001 + index));
  return {
    accounts: ids.map((id) => ({ id, slug: `account-${id}`, name: `Account ${id}`, tier: 'pro' })),
    users: ids.map((id) => ({
      ...{ id: `1${id}`, accountId: id, name: `User of ${id}`, email: `user@${id}.example`, role: 'admin' },
    })),
    boards: [],
  };
}

async function openApp(variables) {
  const { createApp } = require('../../dist/bootstrap.js');
  const { readVariables } = require('../../dist/config/index.js');
  const app = await createApp(readVariables(variables, '/nonexistent/.env'), { logger: false });
  return app.init();
}

async function connect(app, platform, users) {
  const { ConnectionService } = require('../../dist/auth/index.js');
  const connections = app.get(ConnectionService, { strict: false });
  for (const { id, name, email, account } of users) {
    const reply = await fetch(`${platform.url}/__sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: id, expiresInSeconds: 3600 }),
    });
    const { access_token: accessToken } = await reply.json();
    const identity = { id, name, email, account, isAdmin: true, isGuest: false, isViewOnly: false };
    await connections.save(identity, { accessToken, refreshToken: 'unused', scopes: [] });
  }
}

function call(app, { id, account }) {
  const { MondayApi } = require('../../dist/monday/index.js');
  const { runAs } = require('../../dist/caller/index.js');
  const monday = app.get(MondayApi, { strict: false });
  return runAs({ accountId: account.id, userId: id, kind: 'job' }, () =>
    monday.query(QUERY, {}, { deadlineMs: 300_000 }),
  );
}
