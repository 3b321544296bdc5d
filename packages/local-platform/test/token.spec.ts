import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';
import { OAuthClient, REDIRECT_URI } from '../../../test/framework/support/oauth-client.js';

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

const MEMBER = '58120517';
const GRANT = { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI };

describe('the token endpoints of the local platform', () => {
  let platform: TestPlatform;
  let client: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    client = new OAuthClient(platform);
  });
  afterAll(() => platform.close());

  const login = async (): Promise<Pair> => {
    const { code, verifier } = await client.code();
    return (await client.token({ ...GRANT, code, code_verifier: verifier })).json<Pair>();
  };
  const refresh = (token: string): Promise<HttpReply> =>
    client.token({ grant_type: 'refresh_token', refresh_token: token });
  /** Whether the platform's APIs take the token. */
  const works = async (token: string): Promise<boolean> => {
    const reply = await platform.http.get('/app_storage_api/v2/none', { headers: { Authorization: token } });
    return reply.status === 404;
  };
  const legacyToken = async (): Promise<string> => {
    const { code } = await client.code({ code_challenge: undefined, code_challenge_method: undefined });
    const reply = await platform.http.post('/oauth2/token', {
      ...client.credentials,
      code,
      redirect_uri: REDIRECT_URI,
    });
    return reply.json<{ access_token: string }>().access_token;
  };

  it('exchanges a code, with the lifetime inside the token only', async () => {
    const { code, verifier } = await client.code({ scope: 'me:read boards:read' });
    const reply = await client.token({ ...GRANT, code, code_verifier: verifier });
    const body = reply.json<Record<string, string>>();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body).sort()).toEqual(['access_token', 'refresh_token', 'scope', 'token_type']);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'me:read boards:read' });
    expect(claimsOf(body.access_token ?? '').exp).toBeGreaterThan(Date.now() / 1000 + 3000);
    expect(await works(body.access_token ?? '')).toBe(true);
  });

  it('takes a form as well', async () => {
    const { code, verifier } = await client.code();
    const fields = { ...client.credentials, ...GRANT, code, code_verifier: verifier };
    const reply = await platform.http.send({
      method: 'POST',
      path: '/oauth_ms/oauth/token',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(reply.status).toBe(200);
  });

  it('gives a code to one of two that come with it', async () => {
    const { code, verifier } = await client.code();
    const body = { ...GRANT, code, code_verifier: verifier };
    const replies = await Promise.all([client.token(body), client.token(body)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it.each([
    ['another verifier', { code_verifier: 'b'.repeat(43) }],
    ['no verifier', { code_verifier: undefined }],
    ['another redirect URI', { redirect_uri: 'http://localhost:1/' }],
    ['no redirect URI where one was named', { redirect_uri: undefined }],
    ['another code', { code: 'f'.repeat(48) }],
  ])('refuses %s', async (_what, change) => {
    const { code, verifier } = await client.code();
    const reply = await client.token({ ...GRANT, code, code_verifier: verifier, ...change });
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('rejects a code that was requested without a challenge', async () => {
    const { code } = await client.code({ code_challenge: undefined, code_challenge_method: undefined });
    const reply = await client.token({ ...GRANT, code, code_verifier: 'b'.repeat(43) });
    expect(reply.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['another client', { client_id: 'other' }, 401, 'invalid_client'],
    ['no secret', { client_secret: undefined }, 400, 'invalid_request'],
    ['no code', { code: undefined }, 400, 'invalid_request'],
    ['a code that is no text', { code: { $ne: 1 } }, 400, 'invalid_request'],
    ['no grant type', { grant_type: undefined }, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_what, change, status, error) => {
    const reply = await client.token({ ...GRANT, code: 'x', ...change });
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({ error, error_description: expect.any(String) as string });
  });

  it('rotates the refresh token, each once', async () => {
    const first = await login();
    const second = (await refresh(first.refresh_token)).json<Pair>();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await works(second.access_token)).toBe(true);
    const reused = await refresh(first.refresh_token);
    expect(reused.status).toBe(400);
    expect(reused.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it('rejects a deactivated user, and accepts them after reactivation', async () => {
    const change = async (mutation: string): Promise<void> => {
      const query = `mutation { ${mutation}(user_ids: [${MEMBER}]) { errors { code } } }`;
      const authorization = await platform.accessToken();
      await platform.http.post('/v2', { query }, { headers: { authorization } });
    };
    const { code, verifier } = await client.code({ login_hint: MEMBER });
    const pair = await client.token({ ...GRANT, code, code_verifier: verifier });
    const { refresh_token: token } = pair.json<Pair>();
    await change('deactivate_users');
    const refused = await refresh(token);
    expect([refused.status, refused.json()['error']]).toEqual([403, 'access_denied']);
    await change('activate_users');
    expect((await refresh(token)).status).toBe(200);
  });

  it('lets one of two concurrent refreshes win', async () => {
    const { refresh_token: token } = await login();
    const replies = await Promise.all([refresh(token), refresh(token), refresh(token)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each(['access_token', 'refresh_token'] as const)('revokes both by the %s', async (hint) => {
    const pair = await login();
    const body = { ...client.credentials, token: pair[hint], token_type_hint: hint };
    const reply = await platform.http.post('/oauth_ms/oauth/revoke', body);
    expect(reply.json()).toEqual({ success: true });
    expect(await works(pair.access_token)).toBe(false);
    expect((await refresh(pair.refresh_token)).status).toBe(400);
  });

  it('reports an unknown token as revoked, but not to an unauthenticated client', async () => {
    const unknown = await platform.http.post('/oauth_ms/oauth/revoke', {
      ...client.credentials,
      token: 'none',
    });
    const body = { ...client.credentials, client_secret: 'wrong', token: 'none' };
    expect(unknown.json()).toEqual({ success: true });
    expect((await platform.http.post('/oauth_ms/oauth/revoke', body)).status).toBe(401);
  });

  it('gives legacy tokens that never expire, and no refresh token', async () => {
    const token = await legacyToken();
    expect(claimsOf(token).exp).toBeUndefined();
    expect(await works(token)).toBe(true);
  });

  it('does not let a challenge be dropped at the legacy endpoint', async () => {
    const { code } = await client.code();
    const reply = await platform.http.post('/oauth2/token', {
      ...client.credentials,
      code,
      redirect_uri: REDIRECT_URI,
    });
    expect(reply.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('migrates a legacy token into the same connection each time', async () => {
    const body = { ...client.credentials, api_token: await legacyToken() };
    const migrate = async (): Promise<Record<string, unknown>> =>
      (await platform.http.post('/oauth_ms/oauth/migrate', body)).json<Record<string, unknown>>();
    const first = await migrate();
    const second = await migrate();
    expect(first).toMatchObject({ token_type: 'Bearer', expires_in: 3600, already_migrated: false });
    expect(second).toMatchObject({ already_migrated: true, migrated_from: first.migrated_from });
    expect(await works(first.access_token as string)).toBe(true);
  });

  it('migrates no other tokens', async () => {
    const migrate = (token: string): Promise<HttpReply> =>
      platform.http.post('/oauth_ms/oauth/migrate', { ...client.credentials, api_token: token });
    const modern = await migrate((await login()).access_token);
    const unknown = await migrate('none');
    expect([modern.status, modern.json()]).toMatchObject([400, { error: 'already_oauth_token' }]);
    expect([unknown.status, unknown.json()]).toMatchObject([401, { error: 'invalid_token' }]);
  });

  it('describes itself', async () => {
    const reply = await platform.http.get('/oauth_ms/.well-known/oauth-authorization-server');
    expect(reply.json()).toMatchObject({
      issuer: platform.url,
      authorization_endpoint: `${platform.url}/oauth2/authorize`,
      token_endpoint: `${platform.url}/oauth_ms/oauth/token`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('keeps tokens over a restart', async () => {
    const { access_token: accessToken, refresh_token: refreshToken } = await login();
    await platform.restart();
    expect(await works(accessToken)).toBe(true);
    expect((await refresh(refreshToken)).status).toBe(200);
  });
});

describe.each([
  ['oauth-2.1', 'without a challenge', '/oauth2/token'],
  ['legacy', undefined, '/oauth_ms/oauth/token'],
])('an app version with the flow %s', (flow, refused, otherEndpoint) => {
  let platform: TestPlatform;
  let client: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start({ variables: { MONDAY_OAUTH_FLOW: flow } });
    client = new OAuthClient(platform);
  });
  afterAll(() => platform.close());

  it('does not serve the other one', async () => {
    const { code, verifier } = await client.code();
    const body = { ...client.credentials, ...GRANT, code, code_verifier: verifier };
    const reply = await platform.http.post(otherEndpoint, body);
    expect([reply.status, reply.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  it(`${refused ? 'refuses' : 'takes'} a request without a challenge`, async () => {
    const { code } = await client.code({ code_challenge: undefined, code_challenge_method: undefined });
    expect(code === '').toBe(refused !== undefined);
  });
});

function claimsOf(token: string): { exp?: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp?: number };
}
