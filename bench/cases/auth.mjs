import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { requestText } from '../support/load.mjs';
import { atLeast, below, compareRates, median, PACE } from '../support/measure.mjs';
import { processorMs } from '../support/processes.mjs';

const require = createRequire(import.meta.url);
const BACK_TO_URL = 'https://acme.monday.com/boards/1';
const LOGINS = PACE.isQuick ? 20 : 60;
const CHECKS = 200_000;

/** What the front door costs: the Authorization URL, a whole login, and the checks that every guarded request pays. */
export async function run({ app, bare, token, variables }) {
  const platform = `http://127.0.0.1:${variables.SANDBOX_PORT}`;
  const [user] = await (await fetch(`${platform}/__sandbox/users`)).json();
  const { MONDAY_SIGNING_SECRET: secret } = JSON.parse(
    readFileSync(join(variables.DATA_DIR, 'local-keys.json'), 'utf8'),
  );
  const path = `/auth?token=${signed({ userId: +user.id, accountId: +user.account.id, backToUrl: BACK_TO_URL }, secret)}`;
  const redirects = { requests: [requestText('GET', path)], expect: 3 };
  return [
    atLeast(0.5, {
      name: 'GET /auth?token= of a connected user',
      ...(await compareRates({ ...app, ...redirects }, { ...bare, ...redirects })),
    }),
    await loginRow(app, user),
    await checksRow(app, token),
  ];
}

/** The app's own processor time, from the first redirect to our tokens; browser and platform are other processes. */
async function loginRow(app, user) {
  for (let i = 0; i < 5; i += 1) await logIn(app, user);
  const before = processorMs(app.pid);
  for (let i = 0; i < LOGINS; i += 1) await logIn(app, user);
  const ours = (processorMs(app.pid) - before) / LOGINS;
  return below(30, { name: 'a login, redirect to token', ours, baseline: null, ratio: null, unit: 'ms' });
}

async function logIn(app, user) {
  const start = await fetch(`${app.url}/auth/login`, { redirect: 'manual' });
  const cookie = start.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const consent = new URL(start.headers.get('location'));
  consent.searchParams.set('prompt', 'none');
  consent.searchParams.set('login_hint', user.id);
  const approved = await fetch(consent, { redirect: 'manual' });
  const reply = await fetch(approved.headers.get('location'), { headers: { cookie } });
  if (reply.status !== 200) throw new Error(`a login failed with ${reply.status}`);
  await reply.arrayBuffer();
}

/** The throttling and the look-up of a session, timed alone, beside the processor time of a guarded read. */
async function checksRow(app, token) {
  await fetch(`${app.url}/storage/checked`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"value":{"text":"x"}}',
  });
  const requests = [requestText('GET', '/storage/checked', { Authorization: `Bearer ${token}` })];
  const { microsecondsEach } = await compareRates({ ...app, requests }, { ...app, requests });
  const times = [];
  for (let round = 0; round <= PACE.rounds; round += 1) times.push(await timeChecks());
  const ours = median(times.slice(1));
  const baseline = microsecondsEach.ours;
  const ratio = ours / baseline;
  const name = 'throttling and session check / guarded read';
  return { name, ours, baseline, ratio, unit: 'µs', target: 'ratio < 0.05', holds: ratio < 0.05 };
}

/** Microseconds for both. */
async function timeChecks() {
  const { ThrottleWindows } = require('../../dist/auth/throttling/throttle-windows.js');
  const { Sessions } = require('../../dist/auth/sessions/sessions.js');
  const { SystemClock } = require('../../dist/clock/index.js');
  const record = { value: JSON.stringify({ userId: '1', accountId: '2', role: 'member', grantId: 'g' }) };
  const tokens = { check: () => 'authentic' };
  const config = { jwt: { sessionMaxSeconds: 86_400 } };
  const clock = new SystemClock();
  const sessions = new Sessions({ get: () => Promise.resolve(record) }, config, tokens, {}, clock);
  const windows = new ThrottleWindows(50_000, clock);
  const id = 'x'.repeat(43);
  await sessions.find(id);
  const begun = performance.now();
  for (let i = 0; i < CHECKS; i += 1) {
    await windows.increment('client', 60_000, 1e9);
    if (sessions.find(id) instanceof Promise) await sessions.find(id);
  }
  return ((performance.now() - begun) * 1000) / CHECKS;
}

function signed(claims, secret) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ exp, ...claims })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
