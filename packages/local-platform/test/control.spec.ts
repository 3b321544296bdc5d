import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SCOPES } from 'monday-persistence/configuration';
import { SandboxInProductionError, SandboxPortTakenError, startSandbox } from '../src/index.js';
import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';
import { ADMIN, locationOf, OAuthClient } from '../../../test/framework/support/oauth-client.js';

describe('an app whose routes are not those of ours', () => {
  const called: string[] = [];
  let server: Server;
  let platform: TestPlatform;

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      const kind = incoming.headers.authorization === undefined ? 'bare' : 'signed';
      called.push(`${incoming.method} ${incoming.url} ${kind}`);
      incoming.resume().once('end', () => response.end('{}'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    platform = await TestPlatform.start({
      appUrl,
      variables: { SANDBOX_REDIRECT_URL: `${appUrl}/login/done` },
    });
  });
  afterAll(async () => {
    await platform.close();
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  it('gets blocks and events where it wants them', async () => {
    const calls = [
      ['blocks/run', '/run'],
      ['triggers/t/subscribe', '/t/on'],
      ['triggers/t/unsubscribe', '/t/off'],
      ['fields/f', '/fields'],
      ['webhooks/create_pulse', '/board-events'],
      ['lifecycle/install', '/lifecycle'],
      ['feature-lifecycle/AppFeatureBoardView:delete', '/features'],
    ] as const;
    for (const [route, path] of calls) {
      const reply = await platform.http.post(`/__sandbox/${route}`, { path, webhookId: 1 });
      expect(reply.json()).toMatchObject({ status: 200 });
    }
    expect(called.splice(0)).toEqual(calls.map(([, path]) => `POST ${path} signed`));
  });

  it.each(['run', '//elsewhere.test/', '/../\\x', '/x?y=z', '/x#y', 7])(
    'is not called at the path %j',
    async (path) => {
      expect((await platform.http.post('/__sandbox/blocks/run', { path })).status).toBe(400);
      expect(called).toEqual([]);
    },
  );

  it('begins its login at its Authorization URL, and ends it at the redirect URL that it is registered with', async () => {
    const asked = await platform.http.post('/__sandbox/authorization-url', { path: '/login' });
    const url = new URL(asked.json<{ url: string }>().url);
    const [, payload = ''] = url.searchParams.get('token')?.split('.') ?? [];
    const approved = await new OAuthClient(platform).authorize({
      redirect_uri: undefined,
      prompt: 'none',
      login_hint: ADMIN,
    });
    expect(url.pathname).toBe('/login');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      userId: Number(ADMIN),
      backToUrl: `${platform.url}/`,
    });
    expect(locationOf(approved).pathname).toBe('/login/done');
  });
});

describe('the control API of the local platform', () => {
  let platform: TestPlatform;
  let client: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    client = new OAuthClient(platform);
  });
  afterAll(() => platform.close());

  /** With headers that fetch does not let us set. */
  const statusWith = (
    headers: Record<string, string>,
    path = '/__sandbox/users',
  ): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(`${platform.url}${path}`, { headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      })
        .once('error', reject)
        .end();
    });

  it('lists two accounts with an admin, a member, a viewer and a guest each', async () => {
    const users = (await platform.http.get('/__sandbox/users')).json<
      {
        role: string;
        account: { id: string; slug: string; name: string };
      }[]
    >();
    const roles = (slug: string): string[] =>
      users.filter(({ account }) => account.slug === slug).map(({ role }) => role);
    expect(roles('harbor-pine')).toEqual(['admin', 'member', 'viewer', 'guest']);
    expect(roles('kestrel-logistics')).toEqual(['admin', 'member', 'viewer', 'guest']);
    expect(users[0]).toEqual({
      id: ADMIN,
      name: 'Amara Lindqvist',
      email: 'amara.lindqvist@harborpine.example',
      role: 'admin',
      account: { id: '18345021', slug: 'harbor-pine', name: 'Harbor & Pine Studio' },
    });
  });

  it('mints a token for a user, and for no one else', async () => {
    const mint = (body: unknown): Promise<HttpReply> => platform.http.post('/__sandbox/tokens', body);
    expect((await mint({ userId: ADMIN })).json()).toEqual({
      access_token: expect.any(String) as string,
    });
    expect((await mint({ userId: '1' })).status).toBe(404);
    expect((await mint({ userId: 58120443 })).status).toBe(400);
    expect((await mint({ userId: ADMIN, expiresInSeconds: 0 })).status).toBe(400);
  });

  it('mints a token with the given scopes only', async () => {
    const mint = (scopes: unknown): Promise<HttpReply> =>
      platform.http.post('/__sandbox/tokens', { userId: ADMIN, scopes });
    const ask = async (scopes: string[]): Promise<string> => {
      const { access_token: token } = (await mint(scopes)).json<{ access_token: string }>();
      const headers = { Authorization: token };
      return (await platform.http.post('/v2', { query: '{ boards { id } }' }, { headers })).text;
    };
    expect(await ask(['boards:read'])).not.toContain('"errors"');
    expect(await ask(['me:read'])).toContain('"errors"');
    expect((await mint(['boards:own'])).status).toBe(400);
    expect((await mint('boards:read')).status).toBe(400);
  });

  describe('with the declaration of an app', () => {
    const NONE = { secretNames: [], variableNames: [] };
    const declare = (body: unknown): Promise<HttpReply> => platform.http.put('/__sandbox/declaration', body);
    let before: unknown;
    beforeAll(async () => {
      before = (await platform.http.get('/__sandbox/declaration')).json();
    });
    afterEach(() => declare(before));

    const ask = async (token: string, query: string): Promise<string> =>
      (await platform.http.post('/v2', { query }, { headers: { Authorization: token } })).text;

    it('mints tokens with the declared scopes, and with others only on request', async () => {
      expect((await declare({ ...NONE, scopes: ['me:read', 'boards:read'] })).status).toBe(204);
      const token = await platform.accessToken();
      expect(await ask(token, '{ boards { id } }')).not.toContain('"errors"');
      expect(await ask(token, '{ teams { id } }')).toContain('"errors"');
      const scopes = ['teams:read'];
      const minted = await platform.http.post('/__sandbox/tokens', { userId: ADMIN, scopes });
      const { access_token: other } = minted.json<{ access_token: string }>();
      expect(await ask(other, '{ teams { id } }')).not.toContain('"errors"');
    });

    it('grants the declared scopes to a login that requests none', async () => {
      await declare({ ...NONE, scopes: ['me:read'] });
      const approved = await client.authorize({ scope: undefined, prompt: 'none', login_hint: ADMIN });
      expect(locationOf(approved).searchParams.get('scope')).toBe('me:read');
    });

    it('grants all scopes before there is one', async () => {
      const approved = await client.authorize({ scope: undefined, prompt: 'none', login_hint: ADMIN });
      expect(locationOf(approved).searchParams.get('scope')?.split(' ')).toHaveLength(SCOPES.length);
    });

    it.each([
      [{ ...NONE, scopes: ['boards:own'] }],
      [{ ...NONE }],
      [{ ...NONE, scopes: [], secretNames: ['PATH'] }],
      [{ ...NONE, scopes: [], variableNames: ['PATH'] }],
      [{ ...NONE, scopes: [], variableNames: ['DEV_TOKEN'] }],
      [{ ...NONE, scopes: [], variableNames: ['lower'] }],
      [{ ...NONE, scopes: [], features: {} }],
      [{ ...NONE, scopes: [], features: [{ type: 'AppFeatureBlock', name: 'x', data: 1 }] }],
      [{ ...NONE, scopes: [], events: ['not a name'] }],
      [{ ...NONE, scopes: [], variableNames: Array.from({ length: 501 }, (_, n) => `NAME_${n}`) }],
    ])('refuses %j', async (body) => {
      expect((await declare(body)).status).toBe(400);
      expect((await platform.http.get('/__sandbox/declaration')).json()).toEqual(before);
    });
  });

  it.each(['1e300', 'Infinity', '-1', 'none'])('shows a board from any offset: %s', async (offset) => {
    expect((await fetch(`${platform.url}/boards/7310284655?offset=${offset}`)).status).toBe(200);
  });

  it('changes nothing in the queue for an id that cannot be one', async () => {
    const body = new URLSearchParams({ id: '\0' });
    const reply = await fetch(`${platform.url}/queue/platform/drop`, {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(reply.status).toBe(303);
  });

  it.each(['/boards/change', '/boards/values', '/requests/replay', '/faults', '/run', '/explorer'])(
    'takes no objects where the console sends a form: %s',
    async (path) => {
      const body = { board: { toString: 1 }, item: { toString: 1 }, id: { toString: 1 }, change: 'add-item' };
      expect((await platform.http.post(path, body)).status).toBe(400);
    },
  );

  it.each(['/boards/change', '/boards/values', '/accounts/change', '/accounts/scopes', '/run', '/explorer'])(
    'takes no form from a page of another origin: %s',
    async (path) => {
      const foreign: Readonly<Record<string, string>>[] = [
        { Origin: 'http://127.0.0.1:1' },
        { Origin: 'null' },
        { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate' },
      ];
      for (const headers of foreign) {
        expect((await platform.http.post(path, {}, { headers })).status).toBe(403);
      }
    },
  );

  it('says how to point an app at it', async () => {
    const variables = (await platform.http.get('/__sandbox/env')).json<Record<string, string>>();
    expect(variables).toEqual(platform.variables);
    expect(variables).toMatchObject({
      MONDAY_OAUTH_BASE_PATH: `${platform.url}/oauth2/authorize`,
      MONDAY_OAUTH_TOKEN_PATH: `${platform.url}/oauth_ms/oauth/token`,
      MONDAY_API_ENDPOINT: `${platform.url}/v2`,
    });
    expect(variables).not.toHaveProperty('PATH');
  });

  it('forgets everything since the seed', async () => {
    const token = await platform.accessToken();
    const get = (): Promise<HttpReply> =>
      platform.http.get('/app_storage_api/v2/k', { headers: { Authorization: token } });
    expect((await get()).status).toBe(404);
    expect((await platform.http.post('/__sandbox/reset', {})).status).toBe(201);
    expect((await get()).status).toBe(401);
    expect(await platform.accessToken()).toMatch(/^ey/);
  });

  it.each([
    ['a foreign host', { Host: 'evil.test' }],
    ['a host that only begins like this machine', { Host: 'localhost.evil.test' }],
    ['a host with credentials', { Host: 'localhost@evil.test' }],
    ['a foreign origin', { Origin: 'https://evil.test' }],
    ['a page that hides its origin', { Origin: 'null' }],
    ['another port of this machine', { Origin: 'http://localhost:3' }],
    ['a script of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
  ])('refuses %s', async (_what, headers) => {
    expect(await statusWith(headers)).toBe(403);
  });

  it('lets its own pages, and a login that comes from the app', async () => {
    const { port } = new URL(platform.url);
    expect(await statusWith({ Host: `localhost:${port}`, Origin: `http://localhost:${port}` })).toBe(200);
    const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
    expect(await statusWith(navigation, client.authorizePath())).toBe(200);
  });

  it('does not start in production', async () => {
    const start = startSandbox({ dataDir: platform.dataDir, variables: { NODE_ENV: 'production' } });
    await expect(start).rejects.toThrow(SandboxInProductionError);
  });

  it('stops although the request of a connection is not complete', async () => {
    const folder = join(platform.dataDir, 'stopping');
    const other = await startSandbox({ dataDir: folder, port: 0, smtpPort: 0 });
    const socket = connect(Number(new URL(other.url).port), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    socket.write(
      'POST /__sandbox/tokens HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
    );
    // The platform has begun to read it.
    await once(socket, 'data');
    await other.close();
    await closed;
  });

  it('names the port that is taken', async () => {
    const { port } = new URL(platform.url);
    const start = (options: { port: number; smtpPort: number }): Promise<unknown> =>
      startSandbox({ dataDir: platform.dataDir, ...options });
    await expect(start({ port: Number(port), smtpPort: 0 })).rejects.toThrow(/SANDBOX_PORT/);
    const { smtpPort } = platform;
    await expect(start({ port: 0, smtpPort })).rejects.toThrow(SandboxPortTakenError);
    await expect(start({ port: 0, smtpPort })).rejects.toThrow(/SANDBOX_SMTP_PORT/);
  });
});
