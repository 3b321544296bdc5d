import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';
import {
  ADMIN,
  OAuthClient,
  OTHER_ACCOUNT_ADMIN,
  REDIRECT_URI,
  locationOf,
} from '../../../test/framework/support/oauth-client.js';

const PKCE = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' };

describe('the authorize page of the local platform', () => {
  let platform: TestPlatform;
  let client: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start({ appUrl: 'https://app.test' });
    client = new OAuthClient(platform);
  });
  afterAll(() => platform.close());

  it('shows every seeded user with the requested scopes', async () => {
    const reply = await client.authorize({ ...PKCE, scope: 'me:read boards:read', state: '"><script>' });
    const text = reply.text;
    expect(reply.status).toBe(200);
    expect(text).toContain('Liam O&#39;Connell');
    expect(text).toContain('boards:read');
    expect(text).not.toContain('webhooks:write');
    expect(text).not.toContain('<script');
  });

  it('sends a policy that lets nothing run', async () => {
    const policy = (await client.authorize(PKCE)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('approves without a page for scripts', async () => {
    const reply = await client.authorize({ ...PKCE, prompt: 'none', login_hint: ADMIN, state: 's t&=' });
    const location = locationOf(reply);
    expect(reply.status).toBe(302);
    expect(`${location.origin}${location.pathname}`).toBe(REDIRECT_URI);
    expect(location.searchParams.get('state')).toBe('s t&=');
    expect(location.searchParams.get('status')).toBe('success');
    expect(location.searchParams.get('code')).toMatch(/^[\da-f]{48}$/);
  });

  it.each([
    ['nobody', undefined, undefined],
    ['an unknown user', '1', undefined],
    ['a user of another account than the pinned one', OTHER_ACCOUNT_ADMIN, 'harbor-pine'],
  ])('approves for %s never', async (_who, login_hint, subdomain) => {
    const reply = await client.authorize({ ...PKCE, prompt: 'none', login_hint, subdomain, state: 'x' });
    const { searchParams } = locationOf(reply);
    expect(searchParams.get('code')).toBeNull();
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(searchParams.get('state')).toBe('x');
  });

  it('shows only the users of the account that subdomain pins', async () => {
    const text = (await client.authorize({ ...PKCE, subdomain: 'kestrel-logistics' })).text;
    expect(text).toContain('Greta Novak');
    expect(text).not.toContain('Ivy Chen');
  });

  it.each([
    ['an unknown client', { client_id: 'other' }, 403],
    ['no client', { client_id: undefined }, 403],
    ['a foreign redirect URI', { redirect_uri: 'https://evil.test/auth/callback' }, 400],
    [
      'a redirect URI that only begins like a registered one',
      { redirect_uri: 'https://app.test/auth/callback/x' },
      400,
    ],
    ['a host that only begins like this machine', { redirect_uri: 'http://localhost.evil.test/' }, 400],
    ['a password in front of a host', { redirect_uri: 'http://localhost@evil.test/' }, 400],
    ['a script', { redirect_uri: 'javascript:alert(1)' }, 400],
    ['a fragment', { redirect_uri: 'http://localhost:1/#x' }, 400],
    ['an unknown subdomain', { subdomain: 'nobody' }, 400],
  ])('answers %s with a page and never redirects', async (_what, parameters, status) => {
    const reply = await client.authorize({ ...PKCE, ...parameters });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('location')).toBeNull();
    expect(reply.headers.get('content-type')).toContain('text/html');
  });

  it('refuses a parameter that is repeated', async () => {
    const path = client.authorizePath({ ...PKCE, state: 'one' });
    expect((await platform.http.get(`${path}&state=two`)).status).toBe(400);
  });

  it.each([
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge without a method', { code_challenge_method: undefined }, 'invalid_request'],
    ['a short challenge', { code_challenge: 'short' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'invalid_request'],
    ['a scope that the app does not have', { scope: 'me:read root:write' }, 'invalid_scope'],
  ])('sends the browser back with an error for %s', async (_what, parameters, error) => {
    const reply = await client.authorize({ ...PKCE, state: 'kept', ...parameters });
    const { searchParams } = locationOf(reply);
    expect(searchParams.get('error')).toBe(error);
    expect(searchParams.get('status')).toBe('error');
    expect(searchParams.get('state')).toBe('kept');
  });

  it('takes a registered redirect URI, and the first one where none is named', async () => {
    const approval = { ...PKCE, prompt: 'none', login_hint: ADMIN };
    const named = await client.authorize({ ...approval, redirect_uri: 'https://app.test/auth/callback' });
    const unnamed = await client.authorize({ ...approval, redirect_uri: undefined });
    expect(locationOf(named).origin).toBe('https://app.test');
    expect(locationOf(unnamed).pathname).toBe('/auth/callback');
  });

  describe('once the user decided', () => {
    const decide = (body: Record<string, string>, headers: Record<string, string> = {}): Promise<HttpReply> =>
      platform.http.send({
        method: 'POST',
        path: '/oauth2/authorize',
        body: new URLSearchParams({
          client_id: client.credentials.client_id,
          redirect_uri: REDIRECT_URI,
          state: 's',
          ...PKCE,
          ...body,
        }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });

    it('goes back with a code', async () => {
      const reply = await decide({ decision: 'approve', user_id: ADMIN });
      expect(reply.status).toBe(303);
      expect(locationOf(reply).searchParams.get('code')).not.toBeNull();
    });

    it('goes back with the refusal', async () => {
      const { searchParams } = locationOf(await decide({ decision: 'deny', user_id: ADMIN }));
      expect(searchParams.get('error')).toBe('access_denied');
      expect(searchParams.get('status')).toBe('denied');
      expect(searchParams.get('code')).toBeNull();
    });

    it('asks for a decision', async () => {
      expect((await decide({ user_id: ADMIN })).status).toBe(400);
    });

    it('checks the request again', async () => {
      const reply = await decide({ decision: 'approve', user_id: ADMIN, redirect_uri: 'https://evil.test/' });
      expect(reply.status).toBe(400);
    });

    it('does not take the form from another origin', async () => {
      const reply = await decide({ decision: 'approve', user_id: ADMIN }, { Origin: 'https://evil.test' });
      expect(reply.status).toBe(403);
    });
  });
});
