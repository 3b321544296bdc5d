import {
  TestApp,
  type Forgery,
  type HttpClient,
  type HttpReply,
  type PlatformUser,
} from '../../../src/testing/index.js';

let app: TestApp;
let users: PlatformUser[];

beforeAll(async () => {
  app = await TestApp.start();
  users = await app.users();
});
afterAll(() => app.close());

const codeOf = (reply: HttpReply): [number, unknown] => [reply.status, reply.json()['code']];
const BACK = 'https://acme.monday.com/recipes?step=2';

/** Opens the address to which monday sends a user who adds a recipe. */
const open = (user: PlatformUser, forgery: Forgery = {}, browser = app.http()): Promise<HttpReply> =>
  browser.send(app.monday.authorizationUrl(user, BACK, forgery));

const cookiesOf = (browser: HttpClient): string[] => browser.cookies.names(new URL(app.url));

it('sends a connected user straight back to monday', async () => {
  await app.login(users[0]!.id);
  const reply = await open(users[0]!);
  expect([reply.status, reply.location]).toEqual([302, BACK]);
  expect(reply.headers.get('cache-control')).toBe('no-store');
});

it('sends another user through the login, and then back to monday', async () => {
  const browser = app.http();
  const start = await open(users[1]!, {}, browser);
  const reply = await browser.get(await app.platform.consent(start.location!, users[1]!.id));
  expect([reply.status, reply.location]).toEqual([302, BACK]);
  expect(cookiesOf(browser)).toEqual([]);
  expect((await open(users[1]!)).location).toBe(BACK);
});

it.each([
  ['user of the same account', 2],
  ['account', 3],
])('refuses where another %s comes back, and connects nobody', async (_name, index) => {
  const browser = app.http();
  const start = await open(users[4]!, {}, browser);
  const reply = await browser.get(await app.platform.consent(start.location!, users[index]!.id));
  expect(codeOf(reply)).toEqual([403, 'auth.account_mismatch']);
  for (const user of [users[4]!, users[index]!]) {
    expect((await open(user)).location).toMatch(app.platform.url);
  }
});

it('accepts the address it was called at as the audience, with or without a query', async () => {
  const user = users[0]!;
  await app.login(user.id);
  expect((await open(user, { claims: { aud: `${app.url}/auth` } })).status).toBe(302);
  expect((await open(user, { claims: { aud: `${app.url}/auth?a=b` } })).status).toBe(302);
});

it.each<[string, () => Forgery]>([
  ['a wrong signature', () => ({ secret: 'another secret' })],
  ['the client secret', () => ({ secret: app.platform.variables['MONDAY_OAUTH_CLIENT_SECRET']! })],
  ['no expiry', () => ({ claims: { exp: undefined } })],
  ['a past expiry', () => ({ claims: { exp: 1 } })],
  ['another audience', () => ({ claims: { aud: 'https://other.example/auth' } })],
  ['another path as the audience', () => ({ claims: { aud: `${app.url}/other` } })],
  ['no user', () => ({ claims: { userId: undefined } })],
  ['no account', () => ({ claims: { accountId: undefined } })],
])('refuses a token with %s', async (_name, forgery) => {
  const browser = app.http();
  const reply = await open(users[0]!, forgery(), browser);
  expect(codeOf(reply)).toEqual([401, 'auth.token_invalid']);
  expect(cookiesOf(browser)).toEqual([]);
});

it.each(['', 'abc'])('refuses a token that is none: %j', async (token) => {
  const browser = app.http();
  expect(codeOf(await browser.get('/auth', { query: { token } }))).toEqual([401, 'auth.token_invalid']);
  expect(cookiesOf(browser)).toEqual([]);
});

it.each(['https://evil.example/', 'http://acme.monday.com/', 'javascript:alert(1)', undefined])(
  'refuses to lead back to %s',
  async (backToUrl) => {
    const reply = await open(users[0]!, { claims: { backToUrl } });
    expect(codeOf(reply)).toEqual([400, 'auth.back_to_url_invalid']);
  },
);

it('refuses a call without a token, and one with two', async () => {
  expect(codeOf(await app.http().get('/auth'))).toEqual([401, 'auth.required']);
  expect(codeOf(await app.http().get('/auth?token=a&token=b'))).toEqual([401, 'auth.token_invalid']);
});
