import { request as httpRequest } from 'node:http';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';
import { AuthApp, type TokenReply } from '../support/auth-app.js';
import { LoginBrowser, type Reply } from '../support/login-browser.js';
import { mondayJwt } from '../support/monday-jwt.js';
import { ConsentCache } from '../../../src/auth/connections/consent-cache.js';
import { Sessions } from '../../../src/auth/sessions/sessions.js';
import { FRAMEWORK_NAME, localKeys } from '../../../src/config/index.js';
import { sendRaw, type PlatformUser } from '../../../src/testing/index.js';

let app: AuthApp;
let users: readonly PlatformUser[];

beforeAll(async () => {
  app = await AuthApp.start({}, [FixtureFeature]);
  users = await app.users();
});
afterAll(() => app.close());

const codeOf = (reply: Reply): [number, unknown] => [reply.status, reply.json()['code']];

async function openSession(browser: LoginBrowser, userId: string): Promise<string> {
  await browser.open(await app.approve(browser, userId, '?return_to=/'));
  return browser.cookies.get('session') ?? '';
}

const refresh = (of: AuthApp, token: string): Promise<Reply> =>
  of.send('POST', '/auth/refresh', undefined, { refresh_token: token });

describe('session fixation', () => {
  it('finds no session for an id that an attacker chose', async () => {
    const browser = new LoginBrowser();
    const planted = 'A'.repeat(43);
    browser.cookies.set('session', planted);
    const id = await openSession(browser, users[0]!.id);
    expect(id).not.toBe(planted);
    const attacker = new LoginBrowser();
    attacker.cookies.set('session', planted);
    expect((await attacker.open(`${app.url}/auth/me`)).status).toBe(401);
  });

  it('ends the previous session of the browser, even if others know its id', async () => {
    const browser = new LoginBrowser();
    const first = await openSession(browser, users[0]!.id);
    const second = await openSession(browser, users[0]!.id);
    expect(second).not.toBe(first);
    const attacker = new LoginBrowser();
    attacker.cookies.set('session', first);
    expect((await attacker.open(`${app.url}/auth/me`)).status).toBe(401);
    expect((await browser.open(`${app.url}/auth/me`)).status).toBe(200);
  });
});

describe('login CSRF', () => {
  it("does not log a victim in through the attacker's callback, and keeps the victim's session", async () => {
    const victim = new LoginBrowser();
    const session = await openSession(victim, users[0]!.id);
    const attacker = new LoginBrowser();
    const callback = await app.approve(attacker, users[3]!.id, '?return_to=/');
    expect(codeOf(await victim.open(callback))).toEqual([400, 'auth.state_invalid']);
    expect(victim.cookies.get('session')).toBe(session);
    const me = await victim.open(`${app.url}/auth/me`);
    expect(me.json()).toMatchObject({ user: { id: users[0]!.id } });
  });

  it('uses the return address of the start of the login, never that of the callback', async () => {
    const browser = new LoginBrowser();
    const callback = await app.approve(browser, users[0]!.id, '?return_to=/home');
    const reply = await browser.open(
      `${callback}&return_to=https%3A%2F%2Fevil.example&backToUrl=//evil.example`,
    );
    expect([reply.status, reply.headers.get('location')]).toEqual([302, '/home']);
  });
});

describe('cookies', () => {
  it('of many long logins stay below the limit of proxies', async () => {
    const browser = new LoginBrowser();
    const longest = `/${'a'.repeat(2047)}`;
    for (let login = 0; login < 8; login++) {
      await browser.open(`${app.url}/auth/login?return_to=${longest}`);
    }
    const header = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect(header.length).toBeLessThan(7_000);
    const callback = await app.approve(browser, users[0]!.id);
    expect((await browser.open(callback)).status).toBe(200);
  });

  it('that resemble those of the app do not make a reply grow', async () => {
    const cookie = Array.from({ length: 1_200 }, (_, i) => `login-${i}=`).join('; ');
    const reply = await new LoginBrowser().open(`${app.url}/auth/login`, { headers: { cookie } });
    expect(reply.headers.getSetCookie()).toHaveLength(1);
    const well = Array.from({ length: 400 }, (_, i) => `login-${String(i).padStart(16, '0')}=x`).join('; ');
    const other = await new LoginBrowser().open(`${app.url}/auth/login`, { headers: { cookie: well } });
    expect(other.headers.getSetCookie().length).toBeLessThanOrEqual(21);
  });
});

describe('a credential on routes that require another kind', () => {
  let pair: TokenReply;
  let sessionId: string;
  const signing = (): string => app.variables['MONDAY_SIGNING_SECRET']!;
  const client = (): string => app.variables['MONDAY_OAUTH_CLIENT_SECRET']!;
  const ids = (): { accountId: number; userId: number } => ({
    accountId: Number(users[0]!.account.id),
    userId: Number(users[0]!.id),
  });
  const dat = (): Record<string, unknown> => ({ account_id: ids().accountId, user_id: ids().userId });
  const viewDat = (): object => ({ ...dat(), client_id: 'local-app', is_admin: true, user_kind: 'admin' });

  beforeAll(async () => {
    pair = await app.login(users[0]!.id);
    sessionId = await openSession(new LoginBrowser(), users[0]!.id);
  });

  it.each<[string, string, string, () => string]>([
    ['our access token', 'POST', '/fixture/mail', () => pair.access_token],
    ['our access token', 'POST', '/monday/webhooks', () => pair.access_token],
    ['our access token', 'POST', '/monday/lifecycle', () => pair.access_token],
    ['our access token', 'POST', '/monday/feature-lifecycle', () => pair.access_token],
    ['our access token', 'POST', '/monday/actions/fixture-board', () => pair.access_token],
    ['our refresh token', 'GET', '/auth/me', () => pair.refresh_token],
    ['a session id', 'GET', '/auth/me', () => sessionId],
    ['a token for a block', 'GET', '/auth/me', () => mondayJwt(ids(), signing())],
    ['a token for a block', 'GET', '/storage', () => mondayJwt(ids(), signing())],
    ['a token for a block', 'POST', '/monday/lifecycle', () => mondayJwt(ids(), signing())],
    ['a token for a block', 'POST', '/monday/feature-lifecycle', () => mondayJwt(ids(), signing())],
    ['a block token signed by the client secret', 'POST', '/fixture/mail', () => mondayJwt(ids(), client())],
    ...[
      '/fixture/mail',
      '/monday/actions/fixture-board',
      '/fixture/board',
      '/monday/triggers/x/subscribe',
      '/monday/triggers/x/unsubscribe',
      '/monday/fields/x',
      '/monday/webhooks',
      '/monday/lifecycle',
      '/monday/feature-lifecycle',
    ].map((path): [string, string, string, () => string] => [
      'a token of the Authorization URL',
      'POST',
      path,
      () => mondayJwt({ ...ids(), backToUrl: 'https://acme.monday.com/' }, signing()),
    ]),
    [
      'a token of the Authorization URL',
      'GET',
      '/auth/me',
      () => mondayJwt({ ...ids(), backToUrl: 'https://acme.monday.com/' }, signing()),
    ],
    [
      'a token of the Authorization URL with dat',
      'POST',
      '/monday/feature-lifecycle',
      () => mondayJwt({ dat: dat(), backToUrl: 'https://acme.monday.com/' }, signing()),
    ],
    [
      'a token of the Authorization URL with dat',
      'GET',
      '/auth/me',
      () => mondayJwt({ dat: viewDat(), backToUrl: 'https://acme.monday.com/' }, client()),
    ],
    ['a view token', 'POST', '/fixture/mail', () => mondayJwt({ dat: viewDat() }, client())],
    ['a view token', 'POST', '/monday/webhooks', () => mondayJwt({ dat: viewDat() }, client())],
    ['a view token by the signing secret', 'GET', '/auth/me', () => mondayJwt({ dat: viewDat() }, signing())],
    ['a lifecycle token', 'GET', '/auth/me', () => mondayJwt({ dat: dat() }, client())],
    ['a lifecycle token', 'POST', '/monday/feature-lifecycle', () => mondayJwt({ dat: dat() }, client())],
    ['a feature token', 'POST', '/monday/lifecycle', () => mondayJwt({ dat: dat() }, signing())],
    ['a feature token', 'POST', '/fixture/mail', () => mondayJwt({ dat: dat() }, signing())],
    [
      'a token of both shapes',
      'POST',
      '/fixture/mail',
      () => mondayJwt({ ...ids(), dat: viewDat() }, signing()),
    ],
    ['a token of both shapes', 'GET', '/auth/me', () => mondayJwt({ ...ids(), dat: viewDat() }, signing())],
  ])('%s is refused by %s %s', async (_name, method, path, token) => {
    const body =
      method === 'POST'
        ? { type: 'uninstall', data: { account_id: ids().accountId }, event: { type: 'x' } }
        : undefined;
    const reply = await app.send(method, path, token(), body);
    expect([reply.status, reply.json()['code']]).toEqual([
      401,
      expect.stringMatching(/^(auth|monday)\.token_invalid$/) as string,
    ]);
    expect((await app.open('/auth/me', pair.access_token)).status).toBe(200);
  });

  it('neither an access token of the app nor a view token is accepted by the Authorization URL', async () => {
    for (const token of [pair.access_token, mondayJwt({ dat: viewDat() }, client())]) {
      expect(codeOf(await app.open(`/auth?token=${token}`))).toEqual([401, 'auth.token_invalid']);
    }
  });
});

describe('the header of a JWT', () => {
  /** Signed with the right key, so that nothing but the header is wrong. */
  function signed(header: object, claims: object = {}): string {
    const [ring = ''] = app.variables['JWT_KEYS']!.split(',');
    const key = Buffer.from(ring.slice(ring.indexOf(':') + 1), 'base64url');
    const subject = { sub: users[0]!.id, account: users[0]!.account.id, role: 'admin', grant: 'g', sid: 's' };
    const fixed = { iss: FRAMEWORK_NAME, aud: FRAMEWORK_NAME };
    return mondayJwt({ ...subject, ...fixed, ...claims }, key as unknown as string, header);
  }
  const kid = (): string => app.variables['JWT_KEYS']!.split(':', 1)[0]!;

  it('is accepted if it is valid, so that only the connection is missing', async () => {
    const reply = await app.open('/auth/me', signed({ alg: 'HS256', typ: 'at+jwt', kid: kid() }));
    expect(codeOf(reply)).toEqual([401, 'auth.token_revoked']);
  });

  it.each<[string, () => object]>([
    ['no kid', () => ({ alg: 'HS256', typ: 'at+jwt' })],
    ['an unknown kid', () => ({ alg: 'HS256', typ: 'at+jwt', kid: 'nobody' })],
    ['an empty kid', () => ({ alg: 'HS256', typ: 'at+jwt', kid: '' })],
    ['a kid that is a list', () => ({ alg: 'HS256', typ: 'at+jwt', kid: [kid()] })],
    ['the kid __proto__', () => ({ alg: 'HS256', typ: 'at+jwt', kid: '__proto__' })],
    ['the kid constructor', () => ({ alg: 'HS256', typ: 'at+jwt', kid: 'constructor' })],
    ['a kid that is a path', () => ({ alg: 'HS256', typ: 'at+jwt', kid: '../../dev/null' })],
    ['a kid that is a query', () => ({ alg: 'HS256', typ: 'at+jwt', kid: "' UNION SELECT 'key" })],
    ['a kid with a look-alike', () => ({ alg: 'HS256', typ: 'at+jwt', kid: `${kid()}\u200b` })],
    ['a key of its own', () => ({ alg: 'HS256', typ: 'at+jwt', jwk: { kty: 'oct', k: 'AAAA' } })],
    ['an address of keys', () => ({ alg: 'HS256', typ: 'at+jwt', jku: 'https://evil.example/keys' })],
    ['another type', () => ({ alg: 'HS256', typ: 'JWT', kid: kid() })],
    ['no type', () => ({ alg: 'HS256', kid: kid() })],
    ['no algorithm', () => ({ typ: 'at+jwt', kid: kid() })],
    ['the algorithm none', () => ({ alg: 'none', typ: 'at+jwt', kid: kid() })],
    ['the algorithm nOnE', () => ({ alg: 'nOnE', typ: 'at+jwt', kid: kid() })],
    ['a longer hash', () => ({ alg: 'HS512', typ: 'at+jwt', kid: kid() })],
    ['an asymmetric algorithm', () => ({ alg: 'RS256', typ: 'at+jwt', kid: kid() })],
  ])('is refused with %s', async (_name, header) => {
    expect(codeOf(await app.open('/auth/me', signed(header())))).toEqual([401, 'auth.token_invalid']);
  });

  it.each<[string, object]>([
    ['another issuer', { iss: 'monday' }],
    ['another audience', { aud: 'monday' }],
    ['no audience', { aud: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is a text', { exp: '9999999999' }],
    ['a role that is none', { role: 'owner' }],
    ['an account that is a list', { account: ['1'] }],
    ['no family', { sid: undefined }],
    ['a time before which it does not count', { nbf: 9_999_999_999 }],
  ])('does not compensate for claims with %s', async (_name, claims) => {
    const token = signed({ alg: 'HS256', typ: 'at+jwt', kid: kid() }, claims);
    expect(codeOf(await app.open('/auth/me', token))).toEqual([401, 'auth.token_invalid']);
  });

  it('may repeat a claim, and all readers agree on its value', async () => {
    const encode = (text: string): string => Buffer.from(text).toString('base64url');
    const head = encode('{"alg":"HS256","typ":"at+jwt","kid":"nobody","kid":"__proto__"}');
    for (const payload of [
      '{"iss":"x","iss":"monday","dat":{},"dat":1}',
      '{"dat":{},"dat":{}}',
      '{"exp":1,"exp":9e9}',
    ]) {
      expect((await app.open('/auth/me', `${head}.${encode(payload)}.AAAA`)).status).toBe(401);
    }
  });

  it.each([7_000, 9_000])('is limited in size: claims of %i bytes', async (size) => {
    const token = signed({ alg: 'HS256', typ: 'at+jwt', kid: kid() }, { more: 'x'.repeat(size) });
    expect((await app.open('/auth/me', token)).status).toBe(401);
  });
});

describe('refresh tokens', () => {
  it('cannot be revoked with an old access token', async () => {
    const pair = await app.login(users[0]!.id);
    const claims = JSON.parse(Buffer.from(pair.access_token.split('.')[1]!, 'base64url').toString()) as {
      sid: string;
    };
    const forged = `${claims.sid}.${'x'.repeat(43)}`;
    expect(codeOf(await refresh(app, forged))).toEqual([401, 'auth.refresh_invalid']);
    expect((await refresh(app, pair.refresh_token)).status).toBe(200);
  });

  it('are revoked by a concurrent logout, whichever comes first', async () => {
    for (let round = 0; round < 8; round++) {
      const pair = await app.login(users[0]!.id);
      const logout = (): Promise<Reply> => app.send('POST', '/auth/logout', pair.access_token);
      const renew = (): Promise<Reply> => refresh(app, pair.refresh_token);
      const [first, second] = await Promise.all(round % 2 ? [renew(), logout()] : [logout(), renew()]);
      const renewed = round % 2 ? first : second;
      expect([200, 401]).toContain(renewed.status);
      const last = renewed.status === 200 ? renewed.json<TokenReply>().refresh_token : pair.refresh_token;
      expect((await refresh(app, last)).status).toBe(401);
    }
  });

  it('yield one pair for all concurrent uses, and are invalid once the pair was used', async () => {
    const { refresh_token } = await app.login(users[0]!.id);
    const replies = await Promise.all(Array.from({ length: 10 }, () => refresh(app, refresh_token)));
    const pairs = replies.map((reply) => reply.json<TokenReply>());
    expect(new Set(pairs.map((pair) => pair.access_token + pair.refresh_token)).size).toBe(1);
    const next = await refresh(app, pairs[0]!.refresh_token);
    expect((await refresh(app, refresh_token)).status).toBe(401);
    expect((await refresh(app, next.json<TokenReply>().refresh_token)).status).toBe(401);
  });
});

describe('caches', () => {
  it("do not store a user's reply, whatever the path looks like", async () => {
    const browser = new LoginBrowser();
    await openSession(browser, users[0]!.id);
    for (const path of ['/storage/logo.css', '/storage?term=a', '/monday/me', '/mail/messages/a.png']) {
      const reply = await browser.open(`${app.url}${path}`);
      expect(reply.headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  it('receive no-store for every spelling of the address of the login', async () => {
    for (const target of [
      '/auth/me',
      '/AUTH/me',
      '/auth?token=x',
      `${app.url}/auth/me`,
      'http://evil.example/auth/me',
    ]) {
      const { head } = await sendRaw(app.url, `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(head).toMatch(/^cache-control: no-store$/im);
    }
  });
});

describe('anonymous clients', () => {
  it('cannot fill the memory with random ids and tokens', async () => {
    type Sized = Record<string, { readonly size: number }>;
    const sessions = app.get(Sessions) as unknown as Sized;
    const consents = app.get(ConsentCache) as unknown as Sized;
    const before = [sessions['cached']!.size, consents['cached']!.size, consents['reading']!.size];
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        const browser = new LoginBrowser();
        browser.cookies.set('session', String(i).padStart(43, 'x'));
        const token = mondayJwt({ dat: { account_id: i + 1, user_id: i + 1, is_admin: true } }, 'guess');
        return Promise.all([browser.open(`${app.url}/auth/me`), app.open('/auth/me', token)]);
      }),
    );
    expect([sessions['cached']!.size, consents['cached']!.size, consents['reading']!.size]).toEqual(before);
  });

  it('store nothing by starting logins', async () => {
    const before = await app.stored();
    await Promise.all(Array.from({ length: 20 }, () => app.open('/auth/login?return_to=/a')));
    expect(await app.stored()).toEqual(before);
  });

  it('may not send cookies across origins, whatever their origin', async () => {
    const browser = new LoginBrowser();
    await openSession(browser, users[0]!.id);
    for (const origin of [
      'https://evil.example',
      'null',
      app.url,
      'http://localhost:1',
      'http://localhost.evil.example',
    ]) {
      const reply = await browser.open(`${app.url}/auth/me`, { headers: { origin } });
      expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
      const allowed = reply.headers.get('access-control-allow-origin');
      expect([null, app.url, 'http://localhost:1']).toContain(allowed);
    }
  });
});

describe('two instances on one store', () => {
  let other: AuthApp;
  beforeAll(async () => {
    const { dataDir } = app.app;
    other = await AuthApp.start({ ...localKeys(dataDir), ...app.platform.variables, DATA_DIR: dataDir });
  });
  afterAll(() => other.close());
  afterEach(() => jest.restoreAllMocks());

  const later = (milliseconds: number): void => {
    const now = Date.now() + milliseconds;
    jest.spyOn(Date, 'now').mockReturnValue(now);
  };

  it('apply a disconnect immediately on the one, and within five seconds on the other', async () => {
    const pair = await app.login(users[1]!.id);
    const browser = new LoginBrowser();
    await openSession(browser, users[1]!.id);
    const me = (): Promise<Reply> => browser.open(`${other.url}/auth/me`);
    expect((await other.open('/auth/me', pair.access_token)).status).toBe(200);
    expect((await me()).status).toBe(200);

    expect((await app.send('DELETE', '/auth/connection', pair.access_token)).status).toBe(204);

    expect(codeOf(await app.open('/auth/me', pair.access_token))).toEqual([401, 'auth.token_revoked']);
    later(5_000);
    expect(codeOf(await other.open('/auth/me', pair.access_token))).toEqual([401, 'auth.token_revoked']);
    expect(codeOf(await me())).toEqual([401, 'auth.token_revoked']);
    expect((await refresh(other, pair.refresh_token)).status).toBe(401);
  });

  it('apply the logout of a session within five seconds on the other', async () => {
    const browser = new LoginBrowser();
    const id = await openSession(browser, users[1]!.id);
    const attacker = new LoginBrowser();
    attacker.cookies.set('session', id);
    const { csrfToken } = (await browser.open(`${app.url}/auth/me`)).json<{ csrfToken: string }>();
    expect((await attacker.open(`${other.url}/auth/me`)).status).toBe(200);
    const headers = { origin: app.url, 'x-csrf-token': csrfToken };
    expect((await browser.open(`${app.url}/auth/logout`, { method: 'POST', headers })).status).toBe(204);
    later(5_000);
    expect((await attacker.open(`${other.url}/auth/me`)).status).toBe(401);
  });

  it('return the same pair for two refreshes, one on each, and then none', async () => {
    const { refresh_token } = await app.login(users[1]!.id);
    const replies = await Promise.all([refresh(app, refresh_token), refresh(other, refresh_token)]);
    const [first, second] = replies.map((reply) => reply.json<TokenReply>());
    expect([second!.access_token, second!.refresh_token]).toEqual([
      first!.access_token,
      first!.refresh_token,
    ]);
    expect((await refresh(other, first!.refresh_token)).status).toBe(200);
    expect((await refresh(app, refresh_token)).status).toBe(401);
  });

  it('accept only one callback of a login', async () => {
    const browser = new LoginBrowser();
    const callback = await app.approve(browser, users[1]!.id);
    const there = callback.replace(app.url, other.url);
    const statuses = (await Promise.all([browser.open(callback), browser.open(there)])).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });
});

describe('behind one trusted proxy, without a public URL', () => {
  let proxied: AuthApp;
  beforeAll(async () => {
    proxied = await AuthApp.start({ TRUST_PROXY: '1', THROTTLE_AUTH_PER_MINUTE: '3' });
  });
  afterAll(() => proxied.close());

  const login = (headers: Record<string, string>): Promise<Reply> =>
    new LoginBrowser().open(`${proxied.url}/auth/login`, { headers });

  it('the address of a client is that from the proxy, not one that the client sent', async () => {
    for (let call = 0; call < 3; call++) {
      const reply = await login({ 'x-forwarded-for': `198.51.100.${call}, 203.0.113.9` });
      expect(reply.status).toBe(302);
    }
    expect((await login({ 'x-forwarded-for': '198.51.100.77, 203.0.113.9' })).status).toBe(429);
    expect((await login({ 'x-forwarded-for': '203.0.113.10' })).status).toBe(302);
  });

  it('the address of a client is the same for any port or text that a proxy adds', async () => {
    const statuses = async (addressOf: (call: number) => string): Promise<number[]> => {
      const replies: number[] = [];
      for (let call = 0; call < 4; call += 1) {
        replies.push((await login({ 'x-forwarded-for': addressOf(call) })).status);
      }
      return replies;
    };
    const refused = [302, 302, 302, 429];
    expect(await statuses((call) => `203.0.113.60:${4_000 + call}`)).toEqual(refused);
    expect(await statuses((call) => `[2001:db8:5::1]:${4_000 + call}`)).toEqual(refused);
    expect(await statuses((call) => `2001:db8:6:1::${call}`)).toEqual(refused);
    expect(await statuses((call) => `garbage-${call}`)).toEqual(refused);
  });

  it.each(['javascript', 'https, http', '//evil.example', 'HTTPS'])(
    'the scheme %j of a request does not appear in redirects',
    async (proto) => {
      const address = `203.0.113.${100 + proto.length}`;
      const reply = await login({ 'x-forwarded-proto': proto, 'x-forwarded-for': address });
      const target = new URL(reply.headers.get('location')!).searchParams.get('redirect_uri')!;
      expect(target.replace(/^https?:/, '')).toBe(`//${new URL(proxied.url).host}/auth/callback`);
    },
  );

  it('a host from the proxy is used only if it is this machine', async () => {
    const reply = await login({ 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '203.0.113.50' });
    expect(codeOf(reply)).toEqual([400, 'auth.host_unknown']);
  });
});

describe('on https', () => {
  let proxied: AuthApp;
  beforeAll(async () => {
    proxied = await AuthApp.start({ PUBLIC_URL: 'https://app.example.com', TRUST_PROXY: '1' });
  });
  afterAll(() => proxied.close());

  /** Browsers do not send such cookies over the plain HTTP that this test speaks, so they are sent by hand. */
  const openWith = (path: string, cookie: string): Promise<Reply> =>
    new LoginBrowser().open(`${proxied.url}${path}`, { headers: { cookie } });
  const atProxy = (callback: string): string => callback.replace('https://app.example.com', '');

  async function beginLogin(userId: string): Promise<{ callback: string; cookie: string }> {
    const browser = new LoginBrowser();
    const login = await browser.open(`${proxied.url}/auth/login?return_to=/`);
    const [pair] = [...browser.cookies].map(([name, value]) => `${name}=${value}`);
    return { callback: atProxy(await proxied.consent(login, userId)), cookie: pair ?? '' };
  }

  async function sessionOf(userId: string): Promise<string> {
    const { callback, cookie } = await beginLogin(userId);
    const reply = await openWith(callback, cookie);
    return /^__Host-session=([^;]+)/.exec(reply.headers.getSetCookie().at(-1) ?? '')?.[1] ?? '';
  }

  it('a cookie that another host could have set is ignored', async () => {
    const id = await sessionOf(users[0]!.id);
    expect((await openWith('/auth/me', `__Host-session=${id}`)).status).toBe(200);
    const planted = [
      `session=${id}`,
      `\u00a0__Host-session=${id}`,
      `a=1; \u00a0__Host-session=${id}`,
      `\u00c2\u00a0__Host-session=${id}`,
      `__Host-session\u00a0=${id}`,
      `__Host-\u00a0session=${id}`,
      `\u0085__Host-session=${id}`,
    ];
    for (const cookie of planted) {
      expect(codeOf(await openWith('/auth/me', cookie))).toEqual([401, 'auth.required']);
    }
  });

  it("a cookie of a sibling host with a similar name does not affect the user's session", async () => {
    const [mine, theirs] = [await sessionOf(users[0]!.id), await sessionOf(users[3]!.id)];
    const own = `__Host-session=${mine}`;
    const planted = `\u00a0__Host-session=${theirs}`;
    for (const cookie of [`${planted}; ${own}`, `${own}; ${planted}`]) {
      const me = await openWith('/auth/me', cookie);
      expect(me.json()).toMatchObject({ user: { id: users[0]!.id } });
    }
  });

  it('two session cookies with the same name are both ignored', async () => {
    const [mine, theirs] = [await sessionOf(users[0]!.id), await sessionOf(users[3]!.id)];
    for (const cookie of [
      `__Host-session=${mine}; __Host-session=${theirs}`,
      `__Host-session=${theirs}; __Host-session=${mine}`,
      `__Host-session=${mine}; __Host-session=${mine}`,
    ]) {
      expect(codeOf(await openWith('/auth/me', cookie))).toEqual([401, 'auth.required']);
    }
  });

  it('a login cookie is accepted once, and only under its exact name', async () => {
    const { callback, cookie } = await beginLogin(users[0]!.id);
    for (const planted of [`\u00a0${cookie}`, `a=1; \u00a0${cookie}`, `${cookie}; ${cookie}`]) {
      expect(codeOf(await openWith(callback, planted))).toEqual([400, 'auth.state_invalid']);
    }
    expect((await openWith(callback, cookie)).status).toBe(302);
  });

  it.each(['/auth/login', '/auth/callback', '/auth', '/auth/me', '/health', '/docs/openapi.json', '/none'])(
    '%s does not return the Host of a request',
    async (path) => {
      const reply = await new Promise<string>((resolve, reject) => {
        const headers = {
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          forwarded: 'host=evil.example',
        };
        httpRequest(`${proxied.url}${path}`, { headers }, (response) => {
          let text = JSON.stringify(response.headers);
          response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
        })
          .on('error', reject)
          .end();
      });
      expect(reply).not.toContain('evil.example');
    },
  );
});
