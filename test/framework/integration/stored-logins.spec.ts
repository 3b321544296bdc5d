import { ConnectionService } from '../../../src/auth/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { TestApp, type HttpReply, type PlatformUser } from '../../../src/testing/index.js';

let app: TestApp;
let users: PlatformUser[];

beforeAll(async () => {
  app = await TestApp.start();
  users = await app.users();
});
afterAll(() => app.close());

/** The keys of what the app stored under `auth/`, without the record that a state was used. */
async function stored(): Promise<string[]> {
  const entries = await app.get(Persistence).scan({ prefix: 'auth/', limit: 1_000 });
  return entries.map(({ key }) => key).filter((key) => !key.startsWith('auth/login/'));
}

describe('what a login stores', () => {
  it('contains no token of monday in plain text', async () => {
    const { user } = await app.login();
    const entry = await app.get(Persistence).get(`auth/connection/${user.account.id}/${user.id}`);
    expect(entry!.value).toContain('"sealed":"v1.');
    expect(entry!.value).not.toContain('accessToken');
    expect(entry!.value).not.toContain('@');
  });

  it('contains a session by the hash of its id', async () => {
    const browser = app.http();
    await browser.get(await app.approve(browser, users[0]!.id, { return_to: '/' }));
    const id = browser.cookies.get(new URL(app.url), 'session')!;
    expect((await stored()).filter((key) => key.includes(id))).toEqual([]);
  });

  it.each<[string, (callback: URL) => void]>([
    ['with a wrong state', ({ searchParams }) => searchParams.set('state', 'x'.repeat(43))],
    ['without a code', ({ searchParams }) => searchParams.delete('code')],
    ['with a wrong code', ({ searchParams }) => searchParams.set('code', 'wrong')],
    ['that was denied', ({ searchParams }) => searchParams.set('error', 'access_denied')],
    ['with a parameter twice', ({ searchParams }) => searchParams.append('code', 'x')],
  ])('is empty after a callback %s', async (_name, change) => {
    const before = await stored();
    const browser = app.http();
    const callback = new URL(await app.approve(browser, users[4]!.id));
    change(callback);
    expect((await browser.get(callback.href)).status).toBeGreaterThanOrEqual(400);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['user of the same account', 2],
    ['account', 3],
  ])('is empty if monday requested one user, and another %s logs in', async (_name, index) => {
    const before = await stored();
    const browser = app.http();
    const start = await browser.send(app.monday.authorizationUrl(users[4]!, 'https://acme.monday.com/'));
    await browser.get(await app.platform.consent(start.location!, users[index]!.id));
    expect(await stored()).toEqual(before);
  });
});

it('no longer contains a session that has ended', async () => {
  const browser = app.http();
  await browser.get(await app.approve(browser, users[0]!.id, { return_to: '/' }));
  const kept = browser.cookies.get(new URL(app.url), 'session')!;
  const { csrfToken } = (await browser.get('/auth/me')).json<{ csrfToken: string }>();
  const headers = { origin: app.url, 'x-csrf-token': csrfToken };
  expect((await browser.post('/auth/logout', undefined, { headers })).status).toBe(204);
  browser.cookies.set(new URL(app.url), 'session', kept);
  expect((await browser.get('/auth/me')).status).toBe(401);
});

describe('disconnecting', () => {
  it('deletes all data of the user, and revokes the tokens at monday', async () => {
    const { user, http } = await app.login(users[2]!.id);
    const owner = { accountId: user.account.id, userId: user.id };
    const { tokens } = (await app.get(ConnectionService).find(owner))!;
    const ask = (): Promise<HttpReply> =>
      app.platform.http.post(
        '/v2',
        { query: '{ me { id } }' },
        { headers: { authorization: tokens.accessToken } },
      );
    expect((await ask()).status).toBe(200);
    expect((await http.delete('/auth/connection')).status).toBe(204);
    expect((await http.get('/auth/me')).json()['code']).toBe('auth.token_revoked');
    expect((await stored()).filter((key) => key.includes(user.id))).toEqual([]);
    expect((await ask()).status).toBe(401);
  });
});
