import { TestApp, type HttpClient, type HttpReply, type PlatformUser } from '../../../src/testing/index.js';

let app: TestApp;
let users: PlatformUser[];

beforeAll(async () => {
  app = await TestApp.start();
  users = await app.users();
});
afterAll(() => app.close());

const cookiesOf = (browser: HttpClient): string[] => browser.cookies.names(new URL(app.url));
const codeOf = (reply: HttpReply): [number, unknown] => [reply.status, reply.json()['code']];

function change(callback: string, changes: Record<string, string | null>): string {
  const url = new URL(callback);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

describe('a login', () => {
  it('redirects to monday with a state and a PKCE challenge', async () => {
    const browser = app.http();
    const reply = await browser.get('/auth/login');
    const location = new URL(reply.headers.get('location')!);
    expect(reply.status).toBe(302);
    expect(location.origin).toBe(app.platform.url);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'local-app',
      redirect_uri: `${app.url}/auth/callback`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    const [cookie] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^login-[\w-]{16}=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(location.searchParams.get('state'));
  });

  it('ends with our tokens and the user', async () => {
    const [user] = users;
    const browser = app.http();
    const reply = await browser.get(await app.approve(browser, user!.id));
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'Bearer',
      expires_in: 900,
      refresh_token: expect.any(String) as string,
      user: {
        id: user!.id,
        name: expect.any(String) as string,
        email: expect.any(String) as string,
        account: { id: user!.account.id, slug: user!.account.slug, name: expect.any(String) as string },
      },
    });
    expect(cookiesOf(browser)).toEqual([]);
    const { access_token } = reply.json<{ access_token: string }>();
    const me = await app.http(access_token).get('/auth/me');
    expect(me.json()).toMatchObject({
      kind: 'user',
      user: { id: user!.id },
      connection: { state: 'connected' },
    });
  });

  it('works at the other address of the callback too', async () => {
    const browser = app.http();
    const callback = await app.approve(browser, users[0]!.id);
    const reply = await browser.get(callback.replace('/auth/callback', '/auth/monday/callback'));
    expect(reply.status).toBe(200);
  });

  const userOf = (reply: HttpReply): string => reply.json<{ user: { id: string } }>().user.id;

  it('succeeds in two tabs of one browser, whichever ends first', async () => {
    const browser = app.http();
    const first = await app.approve(browser, users[0]!.id);
    const second = await app.approve(browser, users[1]!.id);
    expect(userOf(await browser.get(second))).toBe(users[1]!.id);
    expect(userOf(await browser.get(first))).toBe(users[0]!.id);
  });

  it('keeps only the newest few cookies of logins that nobody ends', async () => {
    const browser = app.http();
    for (let login = 0; login < 12; login++) await browser.get('/auth/login');
    expect(cookiesOf(browser)).toHaveLength(6);
  });
});

describe('a refused callback', () => {
  /** Users who never logged in in this file. */
  const stranger = (): string => users[4]!.id;
  const other = (): string => users[5]!.id;

  /** Nobody was connected, and the next attempt works. */
  afterEach(async () => {
    const reply = await app.http().send(app.monday.authorizationUrl(users[4]!, 'https://acme.monday.com/'));
    expect(new URL(reply.location!).origin).toBe(app.platform.url);
    const browser = app.http();
    expect((await browser.get(await app.approve(browser, users[0]!.id))).status).toBe(200);
  });

  it.each([
    ['a wrong state', { state: 'x'.repeat(43) }],
    ['a state of another form', { state: "' or 1=1" }],
    ['an empty state', { state: '' }],
    ['no state', { state: null }],
  ])('%s', async (_name, changes) => {
    const browser = app.http();
    const callback = await app.approve(browser, stranger());
    expect(codeOf(await browser.get(change(callback, changes)))).toEqual([400, 'auth.state_invalid']);
  });

  it('no state and no cookie: nothing is not equal to nothing', async () => {
    const reply = await app.http().get('/auth/callback?code=abc');
    expect(codeOf(reply)).toEqual([400, 'auth.state_invalid']);
  });

  it('a state of another browser', async () => {
    const victim = app.http();
    const attacker = app.http();
    await victim.get('/auth/login');
    const callback = await app.approve(attacker, stranger());
    expect(codeOf(await victim.get(callback))).toEqual([400, 'auth.state_invalid']);
  });

  it('a cookie that was changed, or belongs to another state', async () => {
    const browser = app.http();
    const first = await app.approve(browser, stranger());
    const url = new URL(app.url);
    const [name = ''] = cookiesOf(browser);
    const value = browser.cookies.get(url, name)!;
    browser.cookies.set(url, name, `${value.slice(0, -4)}AAAA`);
    expect(codeOf(await browser.get(first))).toEqual([400, 'auth.state_invalid']);
    const second = await app.approve(browser, stranger());
    browser.cookies.set(
      url,
      cookiesOf(browser).find((each) => each !== name)!,
      value,
    );
    expect(codeOf(await browser.get(second))).toEqual([400, 'auth.state_invalid']);
  });

  it('a consent that was denied', async () => {
    const browser = app.http();
    const callback = await app.approve(browser, stranger());
    const denied = change(callback, { code: null, error: 'access_denied', status: 'denied' });
    expect(codeOf(await browser.get(denied))).toEqual([403, 'auth.access_denied']);
    expect(codeOf(await browser.get(callback))).toEqual([400, 'auth.state_invalid']);
  });

  it.each([
    ['status other than success', { status: 'failed' }, 403, 'auth.access_denied'],
    ['an error that monday documents', { error: 'invalid_scope' }, 403, 'auth.access_denied'],
    ['an error with hostile text', { error: '<script>alert(1)</script>' }, 403, 'auth.access_denied'],
    ['an empty error', { error: '' }, 403, 'auth.access_denied'],
    ['a server error of monday', { error: 'server_error' }, 503, 'oauth.unavailable'],
    ['no code', { code: null }, 400, 'auth.callback_invalid'],
    ['an empty code', { code: '' }, 400, 'auth.callback_invalid'],
    ['a code without end', { code: 'c'.repeat(3000) }, 400, 'auth.callback_invalid'],
    ['a wrong code', { code: 'wrong' }, 401, 'auth.code_invalid'],
  ] as const)('%s', async (_name, changes, status, code) => {
    const browser = app.http();
    const callback = await app.approve(browser, stranger());
    const reply = await browser.get(change(callback, { ...changes, error_description: '<img src=x>' }));
    expect(codeOf(reply)).toEqual([status, code]);
    expect(reply.text).not.toMatch(/script|img/);
    expect(codeOf(await browser.get(callback))).toEqual([400, 'auth.state_invalid']);
  });

  it('an error without our state', async () => {
    const reply = await app.http().get('/auth/callback?error=access_denied');
    expect(codeOf(reply)).toEqual([400, 'auth.state_invalid']);
  });

  it.each(['state', 'code', 'scope', 'anything'])('%s twice', async (name) => {
    const browser = app.http();
    const callback = await app.approve(browser, other());
    const reply = await browser.get(`${callback}&${name}=1&${name}=2`);
    expect(codeOf(reply)).toEqual([400, 'auth.callback_invalid']);
    // Where it is not told which state was meant, none is used up.
    expect((await browser.get(callback)).status).toBe(name === 'state' ? 200 : 400);
  });

  it('no query at all', async () => {
    const reply = await app.http().get('/auth/callback');
    expect(codeOf(reply)).toEqual([400, 'auth.callback_invalid']);
  });

  it('a code and state in the body', async () => {
    const reply = await app.http().post('/auth/callback', { code: 'x', state: 'y' });
    expect(reply.status).toBe(404);
  });
});

it('refuses a code that was used, and a callback that is opened twice', async () => {
  const browser = app.http();
  const first = await app.approve(browser, users[0]!.id);
  const url = new URL(app.url);
  const [name = ''] = cookiesOf(browser);
  const value = browser.cookies.get(url, name)!;
  expect((await browser.get(first)).status).toBe(200);
  expect(codeOf(await browser.get(first))).toEqual([400, 'auth.state_invalid']);
  browser.cookies.set(url, name, value);
  expect(codeOf(await browser.get(first))).toEqual([400, 'auth.state_invalid']);
  const second = await app.approve(browser, users[0]!.id);
  const stolen = change(second, { code: new URL(first).searchParams.get('code') });
  expect(codeOf(await browser.get(stolen))).toEqual([401, 'auth.code_invalid']);
});

it('lets one of many callbacks with the same state through', async () => {
  const browser = app.http();
  const callback = await app.approve(browser, users[0]!.id);
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => browser.get(callback)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
});

describe('return_to', () => {
  it('starts a session and goes on to the path', async () => {
    const browser = app.http();
    const callback = await app.approve(browser, users[0]!.id, { return_to: '/boards?a=1#top' });
    const reply = await browser.get(callback);
    expect([reply.status, reply.headers.get('location'), reply.text]).toEqual([302, '/boards?a=1#top', '']);
    expect(reply.headers.getSetCookie().at(-1)).toMatch(
      /^session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'refuses %j before the login',
    async (value) => {
      const browser = app.http();
      const reply = await browser.get(`/auth/login?return_to=${encodeURIComponent(value)}`);
      expect(codeOf(reply)).toEqual([400, 'auth.return_to_invalid']);
      expect(cookiesOf(browser)).toEqual([]);
    },
  );

  it.each(['?return_to=/a&return_to=/b', '?next=/a', '?return_to[]=/a', '?__proto__=/a'])(
    'refuses the query %s',
    async (query) => {
      const reply = await app.http().get(`/auth/login${query}`);
      expect(codeOf(reply)).toEqual([400, 'validation.failed']);
    },
  );
});

describe('a failed login in a browser', () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('is a page that runs nothing and lets the user try again', async () => {
    const reply = await app.http().get('/auth/callback?state=%3Cb%3E&code=1', {
      headers: { accept },
    });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(reply.text).toMatch(/<a class="action" href="[^"]*\/auth\/login">Try again<\/a>/);
    expect(reply.text).toContain('auth.state_invalid');
    expect(reply.text).not.toContain('<b>');
    expect(reply.text).not.toContain('<script');
  });

  it.each(['*/*', 'application/json', 'application/json, text/html'])('is JSON for %s', async (type) => {
    const reply = await app.http().get('/auth/callback', { headers: { accept: type } });
    expect(codeOf(reply)).toEqual([400, 'auth.callback_invalid']);
  });
});

it.each([
  '/auth/login',
  '/auth/login?x=1',
  '/auth/callback',
  '/auth',
  '/auth/me',
  '/AUTH/me',
  '/auth/nothing',
])('is never stored by anyone: %s', async (path) => {
  const reply = await app.http().get(path);
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
});

it('is never stored by anyone: a body that cannot be read', async () => {
  const headers = { 'content-type': 'application/json' };
  const reply = await app.http().send({ method: 'POST', path: '/auth/refresh', headers, body: '{' });
  expect([reply.status, reply.headers.get('cache-control')]).toEqual([400, 'no-store']);
});

describe('the opener of a pop-up', () => {
  it.each([
    ['/auth/login', 'unsafe-none'],
    ['/auth/login?return_to=//evil.example', 'unsafe-none'],
    ['/auth/callback?error=access_denied', 'unsafe-none'],
    ['/auth/monday/callback', 'unsafe-none'],
    ['/auth/done?opener=https://evil.example', 'unsafe-none'],
    ['/auth/me', 'same-origin'],
    ['/auth/loginx', 'same-origin'],
    ['/storage', 'same-origin'],
  ])('can be observed by its opener on %s only', async (path, policy) => {
    const reply = await app.http().get(path);
    expect(reply.headers.get('cross-origin-opener-policy')).toBe(policy);
  });

  it.each([
    ['http://127.0.0.1:5173', 200],
    ['http://localhost:5173', 200],
    ['http://127.0.0.1:5173/', 400],
    ['http://127.0.0.1.evil.example', 400],
    ['https://evil.example', 400],
  ])('may be %s, with the local platform: %d', async (opener, status) => {
    expect((await app.http().get(`/auth/done?opener=${encodeURIComponent(opener)}`)).status).toBe(status);
  });
});
