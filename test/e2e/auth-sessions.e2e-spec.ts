import type { PlatformUser } from '../../src/testing/index.js';
import { AuthApp, type TokenReply } from '../support/auth-app.js';
import { LoginBrowser, type Reply } from '../support/login-browser.js';

let app: AuthApp;
let users: readonly PlatformUser[];

beforeAll(async () => {
  app = await AuthApp.start();
  users = await app.users();
});
afterAll(() => app.close());

const codeOf = (reply: Reply): [number, unknown] => [reply.status, reply.json()['code']];

async function openSession(userId = users[0]!.id): Promise<{ browser: LoginBrowser; csrf: string }> {
  const browser = new LoginBrowser();
  await browser.open(await app.approve(browser, userId, '?return_to=/'));
  const me = await browser.open(`${app.url}/auth/me`);
  return { browser, csrf: me.json<{ csrfToken: string }>().csrfToken };
}

describe('a cookie session', () => {
  it('reads without more, and gives the CSRF token for writes', async () => {
    const { browser, csrf } = await openSession();
    expect(csrf).toMatch(/^[\w-]{43}$/);
    expect([...browser.cookies.values()]).not.toContain(csrf);
  });

  it('writes with our origin and the CSRF token', async () => {
    const { browser, csrf } = await openSession();
    const headers = { origin: app.url, 'x-csrf-token': csrf };
    const reply = await browser.open(`${app.url}/storage/a`, { method: 'PUT', headers, body: { value: 1 } });
    expect(reply.status).toBe(201);
  });

  it.each([
    ['nothing', () => ({})],
    ['the origin only', () => ({ origin: app.url })],
    ['the CSRF token only', (csrf: string) => ({ 'x-csrf-token': csrf })],
    ['another origin', (csrf: string) => ({ origin: 'https://evil.example', 'x-csrf-token': csrf })],
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
      const reply = await browser.open(`${app.url}/storage/csrf`, {
        method: 'PUT',
        headers,
        body: { value: 1 },
      });
      expect(codeOf(reply)).toEqual([403, 'auth.csrf']);
      expect((await browser.open(`${app.url}/storage/csrf`)).status).toBe(404);
      const logout = await browser.open(`${app.url}/auth/logout`, { method: 'POST', headers });
      expect(codeOf(logout)).toEqual([403, 'auth.csrf']);
    },
  );

  it("does not write with another session's CSRF token", async () => {
    const { csrf } = await openSession(users[1]!.id);
    const { browser } = await openSession();
    const headers = { origin: app.url, 'x-csrf-token': csrf };
    const reply = await browser.open(`${app.url}/storage/b`, { method: 'PUT', headers, body: { value: 1 } });
    expect(codeOf(reply)).toEqual([403, 'auth.csrf']);
  });

  it('is over after the logout, also for who kept the cookie', async () => {
    const { browser, csrf } = await openSession();
    const kept = browser.cookies.get('session')!;
    const headers = { origin: app.url, 'x-csrf-token': csrf };
    const reply = await browser.open(`${app.url}/auth/logout`, { method: 'POST', headers });
    expect([reply.status, browser.cookies.has('session')]).toEqual([204, false]);
    browser.cookies.set('session', kept);
    expect(codeOf(await browser.open(`${app.url}/auth/me`))).toEqual([401, 'auth.token_invalid']);
  });

  it.each(['', 'x', 'x'.repeat(43), '../../etc', '%00'])('is not opened by the id %j', async (id) => {
    const browser = new LoginBrowser();
    browser.cookies.set('session', id);
    expect((await browser.open(`${app.url}/auth/me`)).status).toBe(401);
  });

  it('is stored as a hash', async () => {
    const { browser } = await openSession();
    const id = browser.cookies.get('session')!;
    expect((await app.stored()).filter((key) => key.includes(id))).toEqual([]);
  });
});

describe('refresh', () => {
  const refresh = (token: unknown): Promise<Reply> =>
    app.send('POST', '/auth/refresh', undefined, { refresh_token: token });

  it('gives a new pair, whose access token works', async () => {
    const first = await app.login(users[0]!.id);
    const reply = await refresh(first.refresh_token);
    const second = reply.json<TokenReply>();
    expect(Object.keys(second).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await app.open('/auth/me', second.access_token)).status).toBe(200);
  });

  it('revokes the whole family where a token comes twice', async () => {
    const first = await app.login(users[0]!.id);
    const second = (await refresh(first.refresh_token)).json<TokenReply>();
    expect(codeOf(await refresh(first.refresh_token))).toEqual([401, 'auth.refresh_reused']);
    expect(codeOf(await refresh(second.refresh_token))).toEqual([401, 'auth.refresh_invalid']);
    expect((await app.login(users[0]!.id)).refresh_token).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
  });

  it('leaves other logins of the user alone', async () => {
    const stolen = await app.login(users[0]!.id);
    const other = await app.login(users[0]!.id);
    await refresh(stolen.refresh_token);
    await refresh(stolen.refresh_token);
    expect((await refresh(other.refresh_token)).status).toBe(200);
  });

  it('lets one of two that come at once through, and then none', async () => {
    const { refresh_token } = await app.login(users[0]!.id);
    const replies = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    const winner = replies.find(({ status }) => status === 200)!.json<TokenReply>();
    expect((await refresh(winner.refresh_token)).status).toBe(401);
  });

  it.each(['', 'x', 'a.b', `${'a'.repeat(22)}.${'b'.repeat(43)}`, '../x.y'])('refuses %j', async (token) => {
    expect(codeOf(await refresh(token))).toEqual([401, 'auth.refresh_invalid']);
  });

  it.each([undefined, null, 5, {}, ['a'], 'x'.repeat(600)])('refuses the type of %j', async (token) => {
    expect(codeOf(await refresh(token))).toEqual([400, 'validation.failed']);
  });

  it('takes no access token', async () => {
    const { access_token } = await app.login(users[0]!.id);
    expect(codeOf(await refresh(access_token))).toEqual([401, 'auth.refresh_invalid']);
  });

  it('is over after the logout', async () => {
    const pair = await app.login(users[0]!.id);
    expect((await app.send('POST', '/auth/logout', pair.access_token)).status).toBe(204);
    expect((await refresh(pair.refresh_token)).status).toBe(401);
  });
});

describe('disconnecting', () => {
  it('ends tokens, sessions and refresh tokens of this user at once, and of nobody else', async () => {
    const pair = await app.login(users[2]!.id);
    const { browser } = await openSession(users[2]!.id);
    const colleague = await app.login(users[1]!.id);
    expect((await app.open('/auth/me', pair.access_token)).status).toBe(200);

    expect((await app.send('DELETE', '/auth/connection', pair.access_token)).status).toBe(204);

    expect(codeOf(await app.open('/auth/me', pair.access_token))).toEqual([401, 'auth.token_revoked']);
    expect(codeOf(await browser.open(`${app.url}/auth/me`))).toEqual([401, 'auth.token_revoked']);
    const refreshed = await app.send('POST', '/auth/refresh', undefined, {
      refresh_token: pair.refresh_token,
    });
    expect(refreshed.status).toBe(401);
    expect((await app.open('/auth/me', colleague.access_token)).status).toBe(200);
    expect((await app.stored()).filter((key) => key.includes(users[2]!.id))).toEqual([]);
  });

  it('leaves older tokens refused after a new login', async () => {
    const old = await app.login(users[2]!.id);
    await app.send('DELETE', '/auth/connection', old.access_token);
    const fresh = await app.login(users[2]!.id);
    expect((await app.open('/auth/me', fresh.access_token)).status).toBe(200);
    expect((await app.open('/auth/me', old.access_token)).status).toBe(401);
  });

  it('revokes the tokens at monday', async () => {
    const { Connections } = await import('../../src/auth/index.js');
    const { access_token } = await app.login(users[2]!.id);
    const owner = { accountId: users[2]!.account.id, userId: users[2]!.id };
    const connection = await app.get(Connections).find(owner);
    const ask = (): Promise<Response> =>
      fetch(`${app.platform.url}/v2`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: connection!.tokens.accessToken },
        body: JSON.stringify({ query: '{ me { id } }' }),
      });
    expect((await ask()).status).toBe(200);
    await app.send('DELETE', '/auth/connection', access_token);
    expect((await ask()).status).toBe(401);
  });
});

describe('throttling', () => {
  let limited: AuthApp;
  beforeAll(async () => {
    limited = await AuthApp.start({ THROTTLE_AUTH_PER_MINUTE: '3' });
  });
  afterAll(() => limited.close());

  it.each([
    ['GET', '/auth/login'],
    ['GET', '/auth/callback'],
    ['POST', '/auth/refresh'],
  ])('limits %s %s', async (method, path) => {
    for (let call = 0; call < 3; call++) {
      expect((await limited.send(method, path)).status).not.toBe(429);
    }
    const reply = await limited.send(method, path);
    expect(codeOf(reply)).toEqual([429, 'http.too_many_requests']);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('does not limit other routes', async () => {
    for (let call = 0; call < 5; call++) expect((await limited.open('/auth/me')).status).toBe(401);
  });

  it('does not believe an address that no configured proxy sent', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const reply = await new LoginBrowser().open(`${limited.url}/auth/login`, { headers });
    expect(reply.status).toBe(429);
  });
});
