import {
  eventually,
  TestApp,
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
const sessionOf = (browser: HttpClient): string | undefined =>
  browser.cookies.get(new URL(app.url), 'session');

async function openSession(userId = users[0]!.id): Promise<{ browser: HttpClient; csrf: string }> {
  const browser = app.http();
  await browser.get(await app.approve(browser, userId, { return_to: '/' }));
  const me = await browser.get('/auth/me');
  return { browser, csrf: me.json<{ csrfToken: string }>().csrfToken };
}

/** The first refusal. It comes at once from the instance that made the change, and from others within five seconds. */
const refusedBy = (call: () => Promise<HttpReply>): Promise<HttpReply> =>
  eventually(async () => {
    const reply = await call();
    return reply.status === 200 ? undefined : reply;
  });

describe('a cookie session', () => {
  it('reads without more, and gives the CSRF token for writes', async () => {
    const { browser, csrf } = await openSession();
    expect(csrf).toMatch(/^[\w-]{43}$/);
    expect(sessionOf(browser)).not.toBe(csrf);
  });

  it('writes with our origin and the CSRF token', async () => {
    const { browser, csrf } = await openSession();
    const headers = { origin: app.url, 'x-csrf-token': csrf };
    expect([200, 201]).toContain((await browser.put('/storage/a', { value: 1 }, { headers })).status);
  });

  it.each([
    ['nothing', () => ({})],
    ['the origin only', () => ({ origin: app.url })],
    ['the CSRF token only', (csrf: string) => ({ 'x-csrf-token': csrf })],
    ['another origin', (csrf: string) => ({ origin: 'https://evil.example', 'x-csrf-token': csrf })],
    [
      'a page on a sibling host',
      (csrf: string) => ({
        origin: 'http://sibling.localhost',
        'sec-fetch-site': 'same-site',
        'x-csrf-token': csrf,
      }),
    ],
    ['no origin at all', (csrf: string) => ({ origin: 'null', 'x-csrf-token': csrf })],
    [
      'our origin under another name',
      (csrf: string) => ({ origin: app.url.replace('127.0.0.1', 'localhost'), 'x-csrf-token': csrf }),
    ],
    ['a wrong CSRF token', () => ({ origin: app.url, 'x-csrf-token': 'x'.repeat(43) })],
    ['an empty CSRF token', () => ({ origin: app.url, 'x-csrf-token': '' })],
  ] as [string, (csrf: string) => Record<string, string>][])(
    'does not write with %s',
    async (_name, headersOf) => {
      const { browser, csrf } = await openSession();
      const headers = headersOf(csrf);
      expect(codeOf(await browser.put('/storage/csrf', { value: 1 }, { headers }))).toEqual([
        403,
        'auth.csrf',
      ]);
      expect((await browser.get('/storage/csrf')).status).toBe(404);
      expect(codeOf(await browser.post('/auth/logout', undefined, { headers }))).toEqual([403, 'auth.csrf']);
    },
  );

  it("does not write with another session's CSRF token", async () => {
    const { csrf } = await openSession(users[1]!.id);
    const { browser } = await openSession();
    const headers = { origin: app.url, 'x-csrf-token': csrf };
    expect(codeOf(await browser.put('/storage/b', { value: 1 }, { headers }))).toEqual([403, 'auth.csrf']);
  });

  it('is over after the logout, also for who kept the cookie', async () => {
    const { browser, csrf } = await openSession();
    const kept = sessionOf(browser)!;
    const headers = { origin: app.url, 'x-csrf-token': csrf };
    expect((await browser.post('/auth/logout', undefined, { headers })).status).toBe(204);
    expect(sessionOf(browser)).toBeUndefined();
    browser.cookies.set(new URL(app.url), 'session', kept);
    const reply = await refusedBy(() => browser.get('/auth/me'));
    expect(codeOf(reply)).toEqual([401, 'auth.token_invalid']);
  });

  it.each(['', 'x', 'x'.repeat(43), '../../etc', '%00'])('is not opened by the id %j', async (id) => {
    const browser = app.http();
    browser.cookies.set(new URL(app.url), 'session', id);
    expect((await browser.get('/auth/me')).status).toBe(401);
  });
});

describe('refresh', () => {
  const refresh = (token: unknown): Promise<HttpReply> =>
    app.http().post('/auth/refresh', { refresh_token: token });
  const tokensOf = (reply: HttpReply): { access_token: string; refresh_token: string } => reply.json();

  it('gives a new pair, whose access token works', async () => {
    const first = await app.login(users[0]!.id);
    const reply = await refresh(first.refreshToken);
    const second = tokensOf(reply);
    expect(Object.keys(second).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
    expect(second.refresh_token).not.toBe(first.refreshToken);
    expect((await app.http(second.access_token).get('/auth/me')).status).toBe(200);
  });

  it('revokes the whole family where a token comes again after its successor was used', async () => {
    const first = await app.login(users[0]!.id);
    const second = tokensOf(await refresh(first.refreshToken));
    const third = tokensOf(await refresh(second.refresh_token));
    expect(codeOf(await refresh(first.refreshToken))).toEqual([401, 'auth.refresh_reused']);
    expect(codeOf(await refresh(third.refresh_token))).toEqual([401, 'auth.refresh_invalid']);
    expect((await app.login(users[0]!.id)).refreshToken).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
  });

  it('leaves other logins of the user alone', async () => {
    const stolen = await app.login(users[0]!.id);
    const other = await app.login(users[0]!.id);
    await refresh(tokensOf(await refresh(stolen.refreshToken)).refresh_token);
    expect((await refresh(stolen.refreshToken)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('gives two tabs that refresh at once the same pair, which works', async () => {
    const { refreshToken } = await app.login(users[0]!.id);
    const replies = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    const [first, second] = replies.map(tokensOf);
    expect([second!.access_token, second!.refresh_token]).toEqual([
      first!.access_token,
      first!.refresh_token,
    ]);
    expect((await app.http(first!.access_token).get('/auth/me')).status).toBe(200);
    expect((await refresh(first!.refresh_token)).status).toBe(200);
  });

  it('repeats no pair after a logout', async () => {
    const { http, refreshToken } = await app.login(users[0]!.id);
    await refresh(refreshToken);
    await http.post('/auth/logout');
    expect(codeOf(await refresh(refreshToken))).toEqual([401, 'auth.refresh_invalid']);
  });

  it.each(['', 'x', 'a.b', `${'a'.repeat(22)}.${'b'.repeat(43)}`, '../x.y'])('refuses %j', async (token) => {
    expect(codeOf(await refresh(token))).toEqual([401, 'auth.refresh_invalid']);
  });

  it.each([undefined, null, 5, {}, ['a'], 'x'.repeat(600)])('refuses the type of %j', async (token) => {
    expect(codeOf(await refresh(token))).toEqual([400, 'validation.failed']);
  });

  it('takes no access token', async () => {
    const { accessToken } = await app.login(users[0]!.id);
    expect(codeOf(await refresh(accessToken))).toEqual([401, 'auth.refresh_invalid']);
  });

  it('is over after the logout', async () => {
    const { http, refreshToken } = await app.login(users[0]!.id);
    expect((await http.post('/auth/logout')).status).toBe(204);
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});

describe('disconnecting', () => {
  it('ends tokens, sessions and refresh tokens of this user at once, and of nobody else', async () => {
    const { http, refreshToken } = await app.login(users[2]!.id);
    const { browser } = await openSession(users[2]!.id);
    const colleague = await app.login(users[1]!.id);
    expect((await http.get('/auth/me')).status).toBe(200);

    expect((await http.delete('/auth/connection')).status).toBe(204);

    const revoked = [401, 'auth.token_revoked'];
    expect(codeOf(await refusedBy(() => http.get('/auth/me')))).toEqual(revoked);
    expect(codeOf(await refusedBy(() => browser.get('/auth/me')))).toEqual(revoked);
    expect((await app.http().post('/auth/refresh', { refresh_token: refreshToken })).status).toBe(401);
    expect((await colleague.http.get('/auth/me')).status).toBe(200);
  });

  it('leaves older tokens refused after a new login', async () => {
    const old = await app.login(users[2]!.id);
    await old.http.delete('/auth/connection');
    const fresh = await app.login(users[2]!.id);
    expect((await fresh.http.get('/auth/me')).status).toBe(200);
    expect((await refusedBy(() => old.http.get('/auth/me'))).status).toBe(401);
  });
});

describe('throttling', () => {
  const LIMIT = 3;
  let limited: TestApp;
  beforeAll(async () => {
    limited = await TestApp.start({ variables: { THROTTLE_AUTH_PER_MINUTE: String(LIMIT) } });
  });
  afterAll(() => limited.close());

  /** Two instances count together a little late: at worst each of them lets through all of the limit. */
  async function refusal(call: () => Promise<HttpReply>): Promise<HttpReply> {
    let reply = await call();
    for (let calls = 1; reply.status !== 429 && calls <= 2 * LIMIT; calls++) reply = await call();
    return reply;
  }

  it.each([
    ['GET', '/auth/login'],
    ['GET', '/auth/callback'],
    ['POST', '/auth/refresh'],
  ])('limits %s %s', async (method, path) => {
    const call = (): Promise<HttpReply> => limited.http().send({ method, path });
    for (let calls = 0; calls < LIMIT; calls++) expect((await call()).status).not.toBe(429);
    const reply = await refusal(call);
    expect(codeOf(reply)).toEqual([429, 'http.too_many_requests']);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('does not limit other routes', async () => {
    for (let call = 0; call < 5; call++) expect((await limited.http().get('/auth/me')).status).toBe(401);
  });

  it('does not believe an address that no configured proxy sent', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const reply = await refusal(() => limited.http().get('/auth/login', { headers }));
    expect(reply.status).toBe(429);
  });
});
