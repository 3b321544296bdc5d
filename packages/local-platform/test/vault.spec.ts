import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';

const GOOGLE = { 'Metadata-Flavor': 'Google' };
const METADATA = '/computeMetadata/v1/instance/service-accounts/default';

/** The vault's wire format, as monday's SDK speaks it; the SDK itself is driven in test/framework/conformance/vault.spec.ts. */
describe("the platform's vault", () => {
  let platform: TestPlatform;
  let headers: Record<string, string>;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const ask = (path: string): Promise<HttpReply> => platform.http.get(path, { headers: GOOGLE });
    const { access_token: accessToken } = (await ask(`${METADATA}/token`)).json<{ access_token: string }>();
    const identity = (await ask(`${METADATA}/identity?format=full&audience=${platform.url}`)).text;
    const project = (await ask('/computeMetadata/v1/project/project-id')).text;
    const email = (await ask(`${METADATA}/email`)).text;
    const claim = { sub: email, aud: `vault/${project}`, exp: Math.floor(Date.now() / 1_000) + 899 };
    const signed = await platform.http.post(
      `/v1/projects/-/serviceAccounts/${email}:signJwt`,
      { payload: JSON.stringify(claim) },
      { headers: { authorization: `Bearer ${accessToken}` } },
    );
    const { signedJwt } = signed.json<{ signedJwt: string }>();
    // The SDK sends JSON without a content type.
    const login = await platform.http.send({
      method: 'POST',
      path: '/v1/auth/gcp/login',
      body: JSON.stringify({ role: project, jwt: signedJwt }),
      headers: { Authorization: `Bearer ${identity}` },
    });
    const { auth } = login.json<{ auth: { client_token: string } }>();
    headers = {
      'X-Vault-Token': auth.client_token,
      Authorization: `Bearer ${identity}`,
      'Content-Type': 'application/json',
    };
  });
  afterAll(() => platform.close());

  const call = (method: string, key: string, data?: object, own = headers): Promise<HttpReply> =>
    platform.http.send({
      method,
      path: `/v1/kv/data/local-project/${key}`,
      headers: own,
      ...(data && { body: JSON.stringify({ data }) }),
    });

  it('says how long a token lasts', async () => {
    const reply = await platform.http.get('/v1/auth/token/lookup-self', { headers });
    const { data } = reply.json<{ data: { expire_time: string } }>();
    expect(Date.parse(data.expire_time)).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('keeps objects, and allows seven calls and one write of a key a second', async () => {
    expect((await call('PUT', 'key', { a: 1 })).status).toBe(200);
    const again = await call('PUT', 'key', { a: 2 });
    expect(again.status).toBe(429);
    expect(again.json()).toEqual({ errors: [expect.any(String)] });
    expect((await call('GET', 'key')).json()).toMatchObject({
      data: { data: { a: 1 }, metadata: { version: 1 } },
    });
    const missing = await call('GET', 'other');
    expect([missing.status, missing.json()]).toEqual([404, { errors: [] }]);
    const startedAt = performance.now();
    const burst = await Promise.all(Array.from({ length: 30 }, () => call('GET', 'key')));
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
    // The burst may begin in one second and end in another, and each allows seven.
    expect(burst.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(7 * (seconds + 1));
    const allowed = burst.every(({ status }) => status === 200 || status === 429);
    expect(allowed).toBe(true);
  });

  it.each([
    ['no token', {}],
    ['no token of the vault', { 'X-Vault-Token': '' }],
    ['no identity', { Authorization: '' }],
    ['a token of another kind', { Authorization: 'X-Vault-Token' }],
  ])('refuses %s', async (_name, replaced: Record<string, string>) => {
    const own = Object.keys(replaced).length === 0 ? {} : { ...headers, ...replaced };
    if (replaced['Authorization'] === 'X-Vault-Token')
      own.Authorization = `Bearer ${headers['X-Vault-Token']}`;
    expect((await call('GET', 'key', undefined, own)).status).toBe(403);
  });

  it('acts as Google only for requests to Google', async () => {
    expect((await platform.http.get(`${METADATA}/token`)).status).toBe(403);
    const unsigned = await platform.http.post('/v1/projects/-/serviceAccounts/x:signJwt', { payload: '{}' });
    expect(unsigned.status).toBe(404);
  });
});
