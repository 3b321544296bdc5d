import { randomBytes } from 'node:crypto';
import type { PlatformUser } from '../../src/testing/index.js';
import { AuthApp, type TokenReply } from '../support/auth-app.js';
import { LoginBrowser, type Reply } from '../support/login-browser.js';
import { mondayJwt } from '../support/monday-jwt.js';

let app: AuthApp;
let users: readonly PlatformUser[];
let admin: TokenReply;

beforeAll(async () => {
  app = await AuthApp.start();
  users = await app.users();
  admin = await app.login(users[0]!.id);
});
afterAll(() => app.close());

const codeOf = (reply: Reply): [number, unknown] => [reply.status, reply.json()['code']];

describe('a guarded route', () => {
  it('asks for a login where there is no credential', async () => {
    const reply = await app.open('/auth/me');
    expect(codeOf(reply)).toEqual([401, 'auth.required']);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="monday-app"');
  });

  it.each([
    ['Basic abc', 'another scheme'],
    ['Bearer', 'no token'],
    ['Bearer  ', 'a blank token'],
    ['Bearer a b', 'two tokens'],
    ['Bearer abc', 'no JWT'],
    ['Bearer a.b.c', 'parts that are not JSON'],
  ])('refuses %s: %s', async (authorization) => {
    const reply = await new LoginBrowser().open(`${app.url}/auth/me`, { headers: { authorization } });
    expect(codeOf(reply)).toEqual([401, 'auth.token_invalid']);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="monday-app", error="invalid_token"');
  });

  it('refuses a bad token even beside a good cookie', async () => {
    const browser = new LoginBrowser();
    await browser.open(await app.approve(browser, users[0]!.id, '?return_to=/'));
    expect((await browser.open(`${app.url}/auth/me`)).status).toBe(200);
    const headers = { authorization: 'Bearer a.b.c' };
    expect((await browser.open(`${app.url}/auth/me`, { headers })).status).toBe(401);
  });

  it('takes no token from the query', async () => {
    const reply = await app.open(`/auth/me?access_token=${admin.access_token}`);
    expect(reply.status).toBe(401);
  });

  it.each([
    ['GET', '/auth/me'],
    ['POST', '/auth/logout'],
    ['DELETE', '/auth/connection'],
    ['GET', '/monday/me'],
  ])('refuses a query that %s %s does not ask for', async (method, path) => {
    const reply = await app.send(method, `${path}?debug=1`, admin.access_token);
    expect(codeOf(reply)).toEqual([400, 'validation.failed']);
  });

  it('keeps accounts apart, whatever a client claims', async () => {
    const other = users.find(({ account }) => account.id !== users[0]!.account.id)!;
    const theirs = await app.login(other.id);
    await app.send('PUT', '/storage/shared-name', admin.access_token, { value: 'ours' });
    expect((await app.open('/storage/shared-name', admin.access_token)).json()['value']).toBe('ours');
    expect((await app.open('/storage/shared-name', theirs.access_token)).status).toBe(404);
    const claimed = await new LoginBrowser().open(`${app.url}/storage/shared-name`, {
      headers: {
        authorization: `Bearer ${theirs.access_token}`,
        'x-account-id': users[0]!.account.id,
        cookie: `account=${users[0]!.account.id}`,
      },
    });
    expect(claimed.status).toBe(404);
  });
});

describe('keys', () => {
  it('rotate without a restart, and log nobody out', async () => {
    const old = app.variables['JWT_KEYS']!;
    try {
      app.variables['JWT_KEYS'] = `next:${randomBytes(32).toString('base64url')},${old}`;
      const fresh = await app.login(users[1]!.id);
      const [header] = fresh.access_token.split('.');
      expect(Buffer.from(header!, 'base64url').toString()).toContain('"kid":"next"');
      expect((await app.open('/auth/me', admin.access_token)).status).toBe(200);
      expect((await app.open('/auth/me', fresh.access_token)).status).toBe(200);
      app.variables['JWT_KEYS'] = old;
      expect(codeOf(await app.open('/auth/me', fresh.access_token))).toEqual([401, 'auth.token_invalid']);
    } finally {
      app.variables['JWT_KEYS'] = old;
    }
  });
});

describe("a board view's token", () => {
  const dat = (changes: object = {}): object => ({
    dat: {
      client_id: 'local-app',
      user_id: Number(users[1]!.id),
      account_id: Number(users[1]!.account.id),
      slug: users[1]!.account.slug,
      app_id: 1,
      is_admin: false,
      is_view_only: false,
      is_guest: false,
      user_kind: 'member',
      ...changes,
    },
  });
  const clientSecret = (): string => app.variables['MONDAY_OAUTH_CLIENT_SECRET']!;
  const signingSecret = (): string => app.variables['MONDAY_SIGNING_SECRET']!;

  it('speaks for its user and account', async () => {
    const reply = await app.open('/auth/me', mondayJwt(dat(), clientSecret()));
    expect(reply.json()).toMatchObject({
      kind: 'view',
      role: 'member',
      user: { id: users[1]!.id, account: { id: users[1]!.account.id, slug: users[1]!.account.slug } },
    });
  });

  it('may not do what is for users', async () => {
    const token = mondayJwt(dat(), clientSecret());
    expect(codeOf(await app.send('POST', '/auth/logout', token))).toEqual([403, 'auth.view_not_allowed']);
    expect(codeOf(await app.send('DELETE', '/auth/connection', token))).toEqual([
      403,
      'auth.view_not_allowed',
    ]);
  });

  it.each([
    ['viewer', { is_view_only: true }],
    ['guest', { is_guest: true }],
  ])('lets a %s read and not write', async (_role, flags) => {
    const token = mondayJwt(dat(flags), clientSecret());
    expect((await app.open('/storage/a?shared=true', token)).status).toBe(404);
    const write = await app.send('PUT', '/storage/a', token, { value: 1, shared: true });
    expect(codeOf(write)).toEqual([403, 'auth.read_only']);
    const remove = await app.send('DELETE', '/storage/a?shared=true', token);
    expect(codeOf(remove)).toEqual([403, 'auth.read_only']);
    const batch = await app.send('POST', '/storage/batch', token, { operations: [] });
    expect(codeOf(batch)).toEqual([403, 'auth.read_only']);
  });

  it('lets a member write what is shared', async () => {
    const token = mondayJwt(dat(), clientSecret());
    expect((await app.send('PUT', '/storage/a', token, { value: 1, shared: true })).status).toBe(201);
  });

  it.each([
    ['another secret', () => mondayJwt(dat(), signingSecret())],
    ['another app', () => mondayJwt(dat({ client_id: 'other' }), clientSecret())],
    ['no app', () => mondayJwt(dat({ client_id: undefined }), clientSecret())],
    ['the family of lifecycle events', () => lifecycleToken()],
    ['no expiry', () => mondayJwt({ ...dat(), exp: undefined }, clientSecret())],
    ['a past expiry', () => mondayJwt({ ...dat(), exp: 1 }, clientSecret())],
    ['no algorithm', () => `${mondayJwt(dat(), clientSecret(), { alg: 'none' }).split('.', 2).join('.')}.`],
    ['another algorithm', () => mondayJwt(dat(), clientSecret(), { alg: 'HS384' })],
    ['an account that is a path', () => mondayJwt(dat({ account_id: '1/2' }), clientSecret())],
    ['two shapes at once', () => mondayJwt({ ...dat(), iss: 'monday-app-backend' }, clientSecret())],
    ['the shape of blocks', () => mondayJwt({ accountId: 1, userId: 2 }, signingSecret())],
  ])('is refused with %s', async (_name, token) => {
    expect(codeOf(await app.open('/auth/me', token()))).toEqual([401, 'auth.token_invalid']);
  });

  function lifecycleToken(): string {
    const none = { is_admin: undefined, is_view_only: undefined, is_guest: undefined, user_kind: undefined };
    return mondayJwt(dat(none), clientSecret());
  }
});

describe('behind a proxy', () => {
  let proxied: AuthApp;
  beforeAll(async () => {
    proxied = await AuthApp.start({
      PUBLIC_URL: 'https://app.example.com',
      TRUST_PROXY: '1',
      RETURN_TO_ORIGINS: 'https://ui.example.com',
    });
  });
  afterAll(() => proxied.close());

  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };

  it('uses the public URL, whatever the request says, and cookies bound to the host', async () => {
    const browser = new LoginBrowser();
    const reply = await browser.open(`${proxied.url}/auth/login`, { headers: forwarded });
    const location = new URL(reply.headers.get('location')!);
    expect(location.searchParams.get('redirect_uri')).toBe('https://app.example.com/auth/callback');
    expect(reply.headers.getSetCookie()[0]).toMatch(
      /^__Host-login-[\w-]+=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(reply.headers.get('strict-transport-security')).toContain('max-age=');
  });

  it('sends a user to an allowed origin with a session of this host', async () => {
    const browser = new LoginBrowser();
    const query = '?return_to=https%3A%2F%2Fui.example.com%2Fhome';
    const login = await browser.open(`${proxied.url}/auth/login${query}`, { headers: forwarded });
    const [user] = await proxied.users();
    const callback = await proxied.consent(login, user!.id);
    expect(callback.startsWith('https://app.example.com/auth/callback?')).toBe(true);
    const behind = callback.replace('https://app.example.com', proxied.url);
    const reply = await browser.open(behind, { headers: forwarded });
    expect([reply.status, reply.headers.get('location')]).toEqual([302, 'https://ui.example.com/home']);
    expect(reply.headers.getSetCookie().at(-1)).toMatch(/^__Host-session=[\w-]{43}; .*; Secure$/);

    const me = await browser.open(`${proxied.url}/auth/me`, { headers: forwarded });
    const { csrfToken } = me.json<{ csrfToken: string }>();
    const write = (origin: string): Promise<Reply> =>
      browser.open(`${proxied.url}/storage/a`, {
        method: 'PUT',
        headers: { ...forwarded, origin, 'x-csrf-token': csrfToken },
        body: { value: 1 },
      });
    expect((await write(proxied.url)).status).toBe(403);
    expect((await write('https://ui.example.com')).status).toBe(403);
    expect((await write('https://app.example.com')).status).toBe(201);
  });
});
