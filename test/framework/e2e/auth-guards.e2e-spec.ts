import {
  signJwt,
  TestApp,
  type Forgery,
  type HttpClient,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';

let app: TestApp;
let users: PlatformUser[];
let admin: Login;

beforeAll(async () => {
  app = await TestApp.start();
  users = await app.users();
  admin = await app.login(users[0]!.id);
});
afterAll(() => app.close());

/** Of the app's own tokens. */
function issuer(): unknown {
  const [, claims = ''] = admin.accessToken.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: unknown }).iss;
}

const codeOf = (reply: HttpReply): [number, unknown] => [reply.status, reply.json()['code']];

describe('a guarded route', () => {
  it('asks for a login where there is no credential', async () => {
    const reply = await app.http().get('/auth/me');
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
    const reply = await app.http().get('/auth/me', { headers: { authorization } });
    expect(codeOf(reply)).toEqual([401, 'auth.token_invalid']);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="monday-app", error="invalid_token"');
  });

  it('refuses a bad token even beside a good cookie', async () => {
    const browser = app.http();
    await browser.get(await app.approve(browser, users[0]!.id, { return_to: '/' }));
    expect((await browser.get('/auth/me')).status).toBe(200);
    const headers = { authorization: 'Bearer a.b.c' };
    expect((await browser.get('/auth/me', { headers })).status).toBe(401);
  });

  it('takes no token from the query', async () => {
    const reply = await app.http().get(`/auth/me?access_token=${admin.accessToken}`);
    expect(reply.status).toBe(401);
  });

  it.each([
    ['GET', '/auth/me'],
    ['POST', '/auth/logout'],
    ['DELETE', '/auth/connection'],
    ['GET', '/monday/me'],
  ])('refuses a query that %s %s does not ask for', async (method, path) => {
    const reply = await admin.http.send({ method, path, query: { debug: '1' } });
    expect(codeOf(reply)).toEqual([400, 'validation.failed']);
  });

  it('keeps accounts apart, whatever a client claims', async () => {
    const other = users.find(({ account }) => account.id !== users[0]!.account.id)!;
    const theirs = await app.login(other.id);
    await admin.http.put('/storage/shared-name', { value: 'ours' });
    expect((await admin.http.get('/storage/shared-name')).json()['value']).toBe('ours');
    expect((await theirs.http.get('/storage/shared-name')).status).toBe(404);
    const claimed = await app.http().get('/storage/shared-name', {
      headers: {
        authorization: `Bearer ${theirs.accessToken}`,
        'x-account-id': users[0]!.account.id,
        cookie: `account=${users[0]!.account.id}`,
      },
    });
    expect(claimed.status).toBe(404);
  });
});

describe('a viewer or guest', () => {
  const REFUSED = [403, 'auth.read_only'];
  const userOf = (role: string): PlatformUser => users.find((user) => user.role === role)!;
  const writes = (http: HttpClient, headers = {}): Promise<HttpReply[]> =>
    Promise.all([
      http.put('/storage/role', { value: 1 }, { headers }),
      http.put('/storage/role', { value: 1, shared: true }, { headers }),
      http.delete('/storage/role', { headers }),
      http.put('/storage/counter/increment', { period: 'DAILY' }, { headers }),
      http.post('/storage/batch', { operations: [] }, { headers }),
    ]);

  describe.each(['viewer', 'guest'])('%s', (role) => {
    it('only reads with an access token, and may refresh, disconnect and log out', async () => {
      const { http, refreshToken } = await app.login(userOf(role).id);
      expect((await http.get('/auth/me')).json()['role']).toBe(role);
      expect((await http.get('/storage')).status).toBe(200);
      for (const reply of await writes(http)) expect(codeOf(reply)).toEqual(REFUSED);
      const pair = await app.http().post('/auth/refresh', { refresh_token: refreshToken });
      const refreshed = app.http(pair.json<{ access_token: string }>().access_token);
      expect(codeOf(await refreshed.put('/storage/role', { value: 1 }))).toEqual(REFUSED);
      expect((await refreshed.post('/auth/logout')).status).toBe(204);
      expect((await refreshed.delete('/auth/connection')).status).toBe(204);
    });

    it('only reads with a session cookie, and may log out', async () => {
      const browser = app.http();
      await browser.get(await app.approve(browser, userOf(role).id, { return_to: '/' }));
      const { csrfToken } = (await browser.get('/auth/me')).json<{ csrfToken: string }>();
      const headers = { origin: app.url, 'x-csrf-token': csrfToken };
      for (const reply of await writes(browser, headers)) expect(codeOf(reply)).toEqual(REFUSED);
      expect((await browser.post('/auth/logout', undefined, { headers })).status).toBe(204);
    });
  });
});

describe("a board view's token", () => {
  /** A user who is neither admin nor viewer, as their token says. */
  const view = (forgery: Forgery = {}): HttpClient =>
    app.http(app.monday.viewSessionToken(users[1]!, forgery));

  // On monday code the storage is reached as the user.
  beforeAll(() => app.login(users[1]!.id));

  it('speaks for its user and account', async () => {
    const { id, account } = users[1]!;
    expect((await view().get('/auth/me')).json()).toMatchObject({
      kind: 'view',
      role: 'member',
      user: { id, account: { id: account.id, slug: account.slug } },
    });
  });

  it('may not do what is for users', async () => {
    const refused = [403, 'auth.view_not_allowed'];
    expect(codeOf(await view().post('/auth/logout'))).toEqual(refused);
    expect(codeOf(await view().delete('/auth/connection'))).toEqual(refused);
  });

  it.each([
    ['viewer', { is_view_only: true }],
    ['guest', { is_guest: true }],
  ])('lets a %s read and not write', async (_role, claims) => {
    const http = view({ claims });
    const refused = [403, 'auth.read_only'];
    expect((await http.get('/storage/a?shared=true')).status).toBe(404);
    expect(codeOf(await http.put('/storage/a', { value: 1, shared: true }))).toEqual(refused);
    expect(codeOf(await http.delete('/storage/a?shared=true'))).toEqual(refused);
    expect(codeOf(await http.post('/storage/batch', { operations: [] }))).toEqual(refused);
  });

  it('lets a member write what is shared', async () => {
    expect([200, 201]).toContain((await view().put('/storage/a', { value: 1, shared: true })).status);
  });

  it.each<[string, () => Forgery]>([
    ['another secret', () => ({ secret: signingSecret() })],
    ['another app', () => ({ claims: { client_id: 'other' } })],
    ['no app', () => ({ claims: { client_id: undefined } })],
    ['the family of lifecycle events', () => ({ claims: noRole })],
    ['an account that is a path', () => ({ claims: { account_id: '1/2' } })],
  ])('is refused with %s', async (_name, forgery) => {
    expect(codeOf(await view(forgery()).get('/auth/me'))).toEqual([401, 'auth.token_invalid']);
  });

  it('is refused after its expiry, so that the view requests a new one', async () => {
    const token = (forgery: Forgery): HttpClient => view({ ...forgery, expiresInSeconds: -60 });
    expect(codeOf(await token({}).get('/auth/me'))).toEqual([401, 'auth.token_expired']);
    const forged = await token({ secret: signingSecret() }).get('/auth/me');
    expect(codeOf(forged)).toEqual([401, 'auth.token_invalid']);
  });

  it.each<[string, (claims: object) => string]>([
    ['no expiry', (claims) => signJwt({ ...claims, exp: undefined }, clientSecret())],
    ['no algorithm', (claims) => `${signJwt(claims, '', { alg: 'none' }).split('.', 2).join('.')}.`],
    ['another algorithm', (claims) => signJwt(claims, clientSecret(), { alg: 'HS384' })],
    ['two shapes at once', (claims) => signJwt({ ...claims, iss: issuer() }, clientSecret())],
    [
      'the shape of blocks',
      ({ exp }: { exp?: number }) => signJwt({ accountId: 1, userId: 2, exp }, signingSecret()),
    ],
  ])('is refused with %s', async (_name, forge) => {
    const [, claims = ''] = app.monday.viewSessionToken(users[1]!).split('.');
    const token = forge(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object);
    expect(codeOf(await app.http(token).get('/auth/me'))).toEqual([401, 'auth.token_invalid']);
  });

  const noRole = { is_admin: undefined, is_view_only: undefined, is_guest: undefined, user_kind: undefined };
  const clientSecret = (): string => app.platform.variables['MONDAY_OAUTH_CLIENT_SECRET']!;
  const signingSecret = (): string => app.platform.variables['MONDAY_SIGNING_SECRET']!;
});

describe('behind a proxy', () => {
  let proxied: TestApp;
  beforeAll(async () => {
    proxied = await TestApp.start({
      variables: {
        PUBLIC_URL: 'https://app.example.com',
        TRUST_PROXY: '1',
        RETURN_TO_ORIGINS: 'https://ui.example.com',
      },
    });
  });
  afterAll(() => proxied.close());

  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };

  it('uses the public URL, whatever the request says, and cookies bound to the host', async () => {
    const reply = await proxied.http().get('/auth/login', { headers: forwarded });
    const location = new URL(reply.location!);
    expect(location.searchParams.get('redirect_uri')).toBe('https://app.example.com/auth/callback');
    expect(reply.headers.getSetCookie()[0]).toMatch(
      /^__Host-login-[\w-]+=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(reply.headers.get('strict-transport-security')).toContain('max-age=');
  });

  it('sends a user to an allowed origin with a session of this host', async () => {
    // The proxy of this test speaks plain HTTP, over which a browser would not send such cookies.
    const kept = (reply: HttpReply): string =>
      reply.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0])
        .join('; ');
    const http = proxied.http();
    expect((await http.get('/auth/done', { query: { opener: 'https://ui.example.com' } })).status).toBe(200);
    const query = { return_to: 'https://ui.example.com/home' };
    const login = await http.get('/auth/login', { query, headers: forwarded });
    const [user] = await proxied.users();
    const callback = await proxied.platform.consent(login.location!, user!.id);
    expect(callback.startsWith('https://app.example.com/auth/callback?')).toBe(true);
    const behind = callback.replace('https://app.example.com', proxied.url);
    const reply = await http.get(behind, { headers: { ...forwarded, cookie: kept(login) } });
    expect([reply.status, reply.location]).toEqual([302, 'https://ui.example.com/home']);
    expect(reply.headers.getSetCookie().at(-1)).toMatch(/^__Host-session=[\w-]{43}; .*; Secure$/);

    const session = http.with({ ...forwarded, cookie: kept(reply) });
    const { csrfToken } = (await session.get('/auth/me')).json<{ csrfToken: string }>();
    const write = async (origin: string): Promise<number> => {
      const headers = { origin, 'x-csrf-token': csrfToken };
      return (await session.put('/storage/a', { value: 1 }, { headers })).status;
    };
    expect(await write(proxied.url)).toBe(403);
    expect(await write('https://ui.example.com')).toBe(403);
    expect([200, 201]).toContain(await write('https://app.example.com'));
  });
});
