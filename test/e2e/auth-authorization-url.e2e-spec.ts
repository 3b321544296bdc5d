import type { PlatformUser } from '../../src/testing/index.js';
import { AuthApp } from '../support/auth-app.js';
import { LoginBrowser, type Reply } from '../support/login-browser.js';
import { mondayJwt } from '../support/monday-jwt.js';

let app: AuthApp;
let users: readonly PlatformUser[];

beforeAll(async () => {
  app = await AuthApp.start();
  users = await app.users();
});
afterAll(() => app.close());

const codeOf = (reply: Reply): [number, unknown] => [reply.status, reply.json()['code']];
const BACK = 'https://acme.monday.com/recipes?step=2';

function tokenFor(user: PlatformUser, changes: object = {}): string {
  const claims = { userId: Number(user.id), accountId: Number(user.account.id), backToUrl: BACK, ...changes };
  return mondayJwt(claims, app.variables['MONDAY_SIGNING_SECRET']!);
}

const open = (token: string, browser = new LoginBrowser()): Promise<Reply> =>
  browser.open(`${app.url}/auth?token=${encodeURIComponent(token)}`);

it('sends a connected user straight back to monday', async () => {
  await app.login(users[0]!.id);
  const reply = await open(tokenFor(users[0]!));
  expect([reply.status, reply.headers.get('location')]).toEqual([302, BACK]);
  expect(reply.headers.get('cache-control')).toBe('no-store');
});

it('sends another user through the login, and then back to monday', async () => {
  const browser = new LoginBrowser();
  const start = await open(tokenFor(users[1]!), browser);
  const callback = await app.consent(start, users[1]!.id);
  const reply = await browser.open(callback);
  expect([reply.status, reply.headers.get('location')]).toEqual([302, BACK]);
  expect(browser.cookies.size).toBe(0);
  expect((await open(tokenFor(users[1]!))).headers.get('location')).toBe(BACK);
});

it.each([
  ['user of the same account', 2],
  ['account', 3],
])('refuses where another %s comes back, and stores nothing', async (_name, index) => {
  const before = await app.stored();
  const browser = new LoginBrowser();
  const start = await open(tokenFor(users[4]!), browser);
  const reply = await browser.open(await app.consent(start, users[index]!.id));
  expect(codeOf(reply)).toEqual([403, 'auth.account_mismatch']);
  expect(await app.stored()).toEqual(before);
});

it('accepts the address it was called at as the audience, with or without a query', async () => {
  const user = users[0]!;
  await app.login(user.id);
  expect((await open(tokenFor(user, { aud: `${app.url}/auth` }))).status).toBe(302);
  expect((await open(tokenFor(user, { aud: `${app.url}/auth?a=b` }))).status).toBe(302);
});

it.each([
  ['a wrong signature', () => mondayJwt({ userId: 1, accountId: 2, backToUrl: BACK }, 'another secret')],
  [
    'the client secret',
    () =>
      mondayJwt({ userId: 1, accountId: 2, backToUrl: BACK }, app.variables['MONDAY_OAUTH_CLIENT_SECRET']!),
  ],
  ['no expiry', () => tokenFor(users[0]!, { exp: undefined })],
  ['a past expiry', () => tokenFor(users[0]!, { exp: 1 })],
  ['another audience', () => tokenFor(users[0]!, { aud: 'https://other.example/auth' })],
  ['another path as the audience', () => tokenFor(users[0]!, { aud: `${app.url}/other` })],
  ['no user', () => tokenFor(users[0]!, { userId: undefined })],
  ['no account', () => tokenFor(users[0]!, { accountId: undefined })],
  ['nothing', () => ''],
  ['no JWT', () => 'abc'],
])('refuses a token with %s', async (_name, token) => {
  const browser = new LoginBrowser();
  const reply = await open(token(), browser);
  expect(codeOf(reply)).toEqual([401, 'auth.token_invalid']);
  expect(browser.cookies.size).toBe(0);
});

it.each(['https://evil.example/', 'http://acme.monday.com/', 'javascript:alert(1)', undefined])(
  'refuses to lead back to %s',
  async (backToUrl) => {
    const reply = await open(tokenFor(users[0]!, { backToUrl }));
    expect(codeOf(reply)).toEqual([400, 'auth.back_to_url_invalid']);
  },
);

it('refuses a call without a token, and one with two', async () => {
  expect(codeOf(await app.open('/auth'))).toEqual([401, 'auth.required']);
  expect(codeOf(await app.open('/auth?token=a&token=b'))).toEqual([401, 'auth.token_invalid']);
});
