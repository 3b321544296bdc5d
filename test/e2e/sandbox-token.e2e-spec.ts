import { LocalPlatform, REDIRECT_URI } from '../support/local-platform.js';

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

const GRANT = { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI };

describe('the token endpoints of the local platform', () => {
  let platform: LocalPlatform;

  beforeAll(async () => {
    platform = await LocalPlatform.start();
  });
  afterAll(() => platform.close());

  const login = async (): Promise<Pair> => {
    const { code, verifier } = await platform.code();
    return (await (await platform.token({ ...GRANT, code, code_verifier: verifier })).json()) as Pair;
  };
  const refresh = (token: string): Promise<Response> =>
    platform.token({ grant_type: 'refresh_token', refresh_token: token });
  /** Whether the platform's APIs take the token. */
  const works = async (token: string): Promise<boolean> => {
    const reply = await platform.fetch('/app_storage_api/v2/none', { headers: { Authorization: token } });
    return reply.status === 404;
  };
  const legacyToken = async (): Promise<string> => {
    const { code } = await platform.code({ code_challenge: undefined, code_challenge_method: undefined });
    const reply = await platform.postJson('/oauth2/token', {
      ...platform.client,
      code,
      redirect_uri: REDIRECT_URI,
    });
    return ((await reply.json()) as { access_token: string }).access_token;
  };

  it('exchanges a code, with the lifetime inside the token only', async () => {
    const { code, verifier } = await platform.code({ scope: 'me:read boards:read' });
    const reply = await platform.token({ ...GRANT, code, code_verifier: verifier });
    const body = (await reply.json()) as Record<string, string>;
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body).sort()).toEqual(['access_token', 'refresh_token', 'scope', 'token_type']);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'me:read boards:read' });
    expect(claimsOf(body.access_token ?? '').exp).toBeGreaterThan(Date.now() / 1000 + 3000);
    expect(await works(body.access_token ?? '')).toBe(true);
  });

  it('takes a form as well', async () => {
    const { code, verifier } = await platform.code();
    const body = new URLSearchParams({ ...platform.client, ...GRANT, code, code_verifier: verifier });
    expect((await platform.fetch('/oauth_ms/oauth/token', { method: 'POST', body })).status).toBe(200);
  });

  it('gives a code to one of two that come with it', async () => {
    const { code, verifier } = await platform.code();
    const body = { ...GRANT, code, code_verifier: verifier };
    const replies = await Promise.all([platform.token(body), platform.token(body)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it.each([
    ['another verifier', { code_verifier: 'b'.repeat(43) }],
    ['no verifier', { code_verifier: undefined }],
    ['another redirect URI', { redirect_uri: 'http://localhost:1/' }],
    ['no redirect URI where one was named', { redirect_uri: undefined }],
    ['another code', { code: 'f'.repeat(48) }],
  ])('refuses %s', async (_what, change) => {
    const { code, verifier } = await platform.code();
    const reply = await platform.token({ ...GRANT, code, code_verifier: verifier, ...change });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a code that was asked for without a challenge', async () => {
    const { code } = await platform.code({ code_challenge: undefined, code_challenge_method: undefined });
    const reply = await platform.token({ ...GRANT, code, code_verifier: 'b'.repeat(43) });
    expect(await reply.json()).toMatchObject({ error: 'invalid_grant' });
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
    const reply = await platform.token({ ...GRANT, code: 'x', ...change });
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error, error_description: expect.any(String) as string });
  });

  it('rotates the refresh token, each once', async () => {
    const first = await login();
    const second = (await (await refresh(first.refresh_token)).json()) as Pair;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await works(second.access_token)).toBe(true);
    const reused = await refresh(first.refresh_token);
    expect(reused.status).toBe(400);
    expect(await reused.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it('lets one of two concurrent refreshes win', async () => {
    const { refresh_token: token } = await login();
    const replies = await Promise.all([refresh(token), refresh(token), refresh(token)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each(['access_token', 'refresh_token'] as const)('revokes both by the %s', async (hint) => {
    const pair = await login();
    const body = { ...platform.client, token: pair[hint], token_type_hint: hint };
    const reply = await platform.postJson('/oauth_ms/oauth/revoke', body);
    expect(await reply.json()).toEqual({ success: true });
    expect(await works(pair.access_token)).toBe(false);
    expect((await refresh(pair.refresh_token)).status).toBe(400);
  });

  it('calls an unknown token revoked, but not by a stranger', async () => {
    const unknown = await platform.postJson('/oauth_ms/oauth/revoke', { ...platform.client, token: 'none' });
    const body = { ...platform.client, client_secret: 'wrong', token: 'none' };
    expect(await unknown.json()).toEqual({ success: true });
    expect((await platform.postJson('/oauth_ms/oauth/revoke', body)).status).toBe(401);
  });

  it('gives legacy tokens that never expire, and no refresh token', async () => {
    const token = await legacyToken();
    expect(claimsOf(token).exp).toBeUndefined();
    expect(await works(token)).toBe(true);
  });

  it('does not let a challenge be dropped at the legacy endpoint', async () => {
    const { code } = await platform.code();
    const reply = await platform.postJson('/oauth2/token', {
      ...platform.client,
      code,
      redirect_uri: REDIRECT_URI,
    });
    expect(await reply.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('migrates a legacy token into the same connection each time', async () => {
    const body = { ...platform.client, api_token: await legacyToken() };
    const migrate = async (): Promise<Record<string, unknown>> =>
      (await (await platform.postJson('/oauth_ms/oauth/migrate', body)).json()) as Record<string, unknown>;
    const first = await migrate();
    const second = await migrate();
    expect(first).toMatchObject({ token_type: 'Bearer', expires_in: 3600, already_migrated: false });
    expect(second).toMatchObject({ already_migrated: true, migrated_from: first.migrated_from });
    expect(await works(first.access_token as string)).toBe(true);
  });

  it('migrates no other tokens', async () => {
    const migrate = (token: string): Promise<Response> =>
      platform.postJson('/oauth_ms/oauth/migrate', { ...platform.client, api_token: token });
    const modern = await migrate((await login()).access_token);
    const unknown = await migrate('none');
    expect([modern.status, await modern.json()]).toMatchObject([400, { error: 'already_oauth_token' }]);
    expect([unknown.status, await unknown.json()]).toMatchObject([401, { error: 'invalid_token' }]);
  });

  it('describes itself', async () => {
    const reply = await platform.fetch('/oauth_ms/.well-known/oauth-authorization-server');
    expect(await reply.json()).toMatchObject({
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
  let platform: LocalPlatform;

  beforeAll(async () => {
    platform = await LocalPlatform.start({ variables: { MONDAY_OAUTH_FLOW: flow } });
  });
  afterAll(() => platform.close());

  it('does not serve the other one', async () => {
    const { code, verifier } = await platform.code();
    const body = { ...platform.client, ...GRANT, code, code_verifier: verifier };
    const reply = await platform.postJson(otherEndpoint, body);
    expect([reply.status, await reply.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  it(`${refused ? 'refuses' : 'takes'} a request without a challenge`, async () => {
    const { code } = await platform.code({ code_challenge: undefined, code_challenge_method: undefined });
    expect(code === '').toBe(refused !== undefined);
  });
});

function claimsOf(token: string): { exp?: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp?: number };
}
