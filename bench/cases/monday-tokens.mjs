import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { below, median, PACE } from '../support/measure.mjs';

const require = createRequire(import.meta.url);
const SIGNING = 'signing-secret-of-the-bench-0123456789';
const CLIENT = 'client-secret-of-the-bench-0123456789';
const URL_CALLED = new URL('https://app.example.org/monday/actions/x');
const CHECKS = 5_000;

const FLAT = { accountId: 17, userId: 4, aud: URL_CALLED.href, shortLivedToken: 'x'.repeat(300) };
const PLAN = { plan_id: 'gold', is_trial: false, renewal_date: '2027-01-01', days_left: 30 };
const IDS = { client_id: 'our-app', account_id: 17, user_id: 4 };
const VIEW = {
  ...IDS,
  slug: 'acme',
  is_admin: true,
  is_view_only: false,
  is_guest: false,
  user_kind: 'admin',
};

export const standalone = true;

/** The verification of each kind of token that monday signs: it stays under 25 microseconds. */
export function run() {
  const { MondayTokens } = require('../../dist/monday/requests/monday-tokens.js');
  const secrets = { MONDAY_SIGNING_SECRET: SIGNING, MONDAY_OAUTH_CLIENT_SECRET: CLIENT };
  const sut = new MondayTokens(
    { require: (name) => secrets[name] },
    { monday: { clientId: 'our-app' }, http: {} },
  );
  const kinds = {
    view: [{ dat: VIEW }, CLIENT, (token) => sut.verifyView(token)],
    'lifecycle, wrapped': [{ dat: VIEW }, CLIENT, (token) => sut.verifyLifecycle(token, URL_CALLED)],
    'lifecycle, flat': [FLAT, CLIENT, (token) => sut.verifyLifecycle(token, URL_CALLED)],
    block: [{ ...FLAT, subscription: PLAN }, SIGNING, (token) => sut.verifySigned(token, URL_CALLED)],
    webhook: [FLAT, SIGNING, (token) => sut.verifySigned(token, URL_CALLED)],
    'feature lifecycle': [
      { dat: { ...IDS, short_lived_token: 'x'.repeat(300) } },
      SIGNING,
      (token) => sut.verifyFeatureLifecycle(token, URL_CALLED),
    ],
  };
  return Object.entries(kinds).map(([name, [claims, secret, verify]]) => {
    const token = signed(claims, secret);
    const times = Array.from({ length: PACE.rounds + 1 }, () => timeOf(() => verify(token)));
    const ours = median(times.slice(1));
    return below(25, { name: `verifying a token: ${name}`, ours, baseline: null, ratio: null, unit: 'µs' });
  });
}

/** Microseconds of processor time for one call, which other programs on the machine do not lengthen by much. */
function timeOf(check) {
  const begun = process.cpuUsage();
  for (let i = 0; i < CHECKS; i += 1) check();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / CHECKS;
}

function signed(claims, secret) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iat, exp: iat + 3_600, ...claims })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
