import { TestPlatform } from '../../../src/testing/index.js';
import { ADMIN } from '../../../test/framework/support/oauth-client.js';

/** One call, as a client that was generated from the contract of docs/monday-platform.md#sidecar makes it. */
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  /** The exact body; `undefined` if there is none. */
  readonly reply: unknown;
}

const SOME_TEXT = expect.any(String) as string;
const COUNT = { period: 'MONTHLY', kind: 'mails', renewalDate: '2026-01-31T00:00:00+00:00', incrementBy: 2 };

/** In this order, each once or in each of its outcomes: all fifteen operations. */
const OPERATIONS: readonly Operation[] = [
  {
    method: 'PUT',
    path: '/storage/a%2Fb%20c?shared=False&ttl=60',
    body: { value: { n: 1 } },
    status: 200,
    reply: { success: true, version: SOME_TEXT },
  },
  {
    method: 'GET',
    path: '/storage/a%2Fb%20c?shared=False',
    status: 200,
    reply: { version: SOME_TEXT, value: { n: 1 } },
  },
  { method: 'GET', path: '/storage/none?shared=true', status: 404, reply: { reason: 'Key not found' } },
  // Generated clients write booleans in ways of their own: Python `False`, PHP `0`.
  {
    method: 'GET',
    path: '/storage/a%2Fb%20c?shared=0',
    status: 200,
    reply: { version: SOME_TEXT, value: { n: 1 } },
  },
  { method: 'GET', path: '/storage/a%2Fb%20c?shared=1', status: 404, reply: { reason: 'Key not found' } },
  {
    method: 'GET',
    path: '/storage/a%2Fb%20c?shared=2',
    status: 400,
    reply: { reason: 'shared is true or false.' },
  },
  // The upstream's names are not the sidecar's.
  {
    method: 'GET',
    path: '/storage/a%2Fb%20c?shareGlobally=false',
    status: 400,
    reply: { reason: 'shared is missing.' },
  },
  {
    method: 'PUT',
    path: '/storage/a%2Fb%20c?previousVersion=other',
    body: { value: 2 },
    status: 200,
    reply: { success: false, error: SOME_TEXT },
  },
  {
    method: 'PUT',
    path: '/storage/a%2Fb%20c?shared=False&previousVersion=',
    body: { value: 2 },
    status: 200,
    reply: { success: true, version: SOME_TEXT },
  },
  {
    method: 'PUT',
    path: '/storage/a%2Fb%20c?previous_version=other',
    body: { value: 2 },
    status: 200,
    reply: { success: true, version: SOME_TEXT },
  },
  {
    method: 'PUT',
    path: '/storage/long?ttl=99999999',
    body: { value: 2 },
    status: 200,
    reply: { success: false, error: SOME_TEXT },
  },
  {
    method: 'GET',
    path: '/storage/search/B%20C',
    status: 200,
    reply: { success: true, records: [{ key: 'a/b c', value: 2, backendOnly: true }] },
  },
  { method: 'DELETE', path: '/storage/a%2Fb%20c', status: 204, reply: undefined },
  {
    method: 'PUT',
    path: '/storage/counter/increment',
    body: COUNT,
    status: 200,
    reply: { success: true, newCounterValue: 2, message: SOME_TEXT },
  },
  {
    method: 'PUT',
    path: '/storage/counter/increment',
    body: { ...COUNT, incrementBy: Number.MAX_SAFE_INTEGER },
    status: 200,
    reply: { success: false, error: SOME_TEXT },
  },
  { method: 'PUT', path: '/secure-storage/k', body: { value: [1] }, status: 200, reply: true },
  { method: 'GET', path: '/secure-storage/k', status: 200, reply: { value: [1] } },
  { method: 'DELETE', path: '/secure-storage/k', status: 204, reply: undefined },
  { method: 'GET', path: '/secure-storage/k', status: 404, reply: { reason: 'Key not found' } },
  {
    method: 'GET',
    path: '/secrets',
    status: 200,
    reply: expect.arrayContaining(['MONDAY_SIGNING_SECRET']) as string[],
  },
  { method: 'GET', path: '/secrets/MONDAY_SIGNING_SECRET', status: 200, reply: SOME_TEXT },
  { method: 'GET', path: '/secrets/none', status: 404, reply: { reason: 'Secret not found' } },
  {
    method: 'GET',
    path: '/environment-variables',
    status: 200,
    reply: expect.arrayContaining(['MONDAY_OAUTH_CLIENT_ID']) as string[],
  },
  { method: 'GET', path: '/environment-variables/MONDAY_OAUTH_CLIENT_ID', status: 200, reply: SOME_TEXT },
  {
    method: 'GET',
    path: '/environment-variables/none',
    status: 404,
    reply: { reason: 'Environment variable not found' },
  },
  { method: 'POST', path: '/queue', body: { message: 'text' }, status: 200, reply: { id: SOME_TEXT } },
  {
    method: 'POST',
    path: '/queue/validate-secret',
    body: { secret: 'guess' },
    status: 200,
    reply: { valid: false },
  },
  {
    method: 'POST',
    path: '/logs',
    body: { method: 'error', message: 'm', error: { code: 1 }, payload: {} },
    status: 204,
    reply: undefined,
  },
];

describe('the contract of the sidecar', () => {
  let platform: TestPlatform;
  let token: string;

  beforeAll(async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    platform = await TestPlatform.start({ sidecarPort: 0, variables: { SANDBOX_LIMITS: 'off' } });
    token = await platform.accessToken(ADMIN);
  });
  afterAll(async () => {
    await platform.close();
    jest.restoreAllMocks();
  });

  const call = async (method: string, path: string, body?: unknown): Promise<[number, unknown]> => {
    const reply = await fetch(`http://127.0.0.1:${platform.sidecarPort}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'x-monday-access-token': token },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await reply.text();
    return [reply.status, text === '' ? undefined : (JSON.parse(text) as unknown)];
  };

  it.each(OPERATIONS.map((each) => [`${each.method} ${each.path} answers ${each.status}`, each] as const))(
    '%s',
    async (_name, { method, path, body, status, reply }) => {
      expect(await call(method, path, body)).toEqual([status, reply]);
    },
  );

  it.each([
    ['a path that is none', 'GET', '/nope', undefined, 404],
    // The Python client sends no dots: it resolves them before.
    ['a key of dots', 'PUT', '/storage/..', '{"value":1}', 404],
    ['a verb that is none', 'PATCH', '/storage/a', undefined, 404],
    ['a key that cannot be decoded', 'GET', '/storage/%E0%A4%A?shared=true', undefined, 400],
    ['a body that is no JSON', 'PUT', '/storage/a', '{bad', 400],
  ])('refuses %s in its own form', async (_what, method, path, body, status) => {
    const reply = await fetch(`http://127.0.0.1:${platform.sidecarPort}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'x-monday-access-token': token },
      body,
    });
    expect(reply.status).toBe(status);
    const text = await reply.text();
    expect(JSON.parse(text)).toEqual({ reason: SOME_TEXT });
    expect(text).not.toContain('__sidecar');
  });

  it('names all fifteen operations in its table', () => {
    const names = OPERATIONS.map(({ method, path }) => {
      const [, area, ...rest] = path.split('?', 1)[0]!.split('/');
      const isNamed = ['search', 'counter', 'validate-secret'].includes(rest[0] ?? '');
      return `${method} ${area}${rest.length === 0 ? '' : isNamed ? `/${rest[0]}` : '/{}'}`;
    });
    expect(new Set(names).size).toBe(15);
  });

  it.each([
    ['secrets', 'test/secrets', 'Secret not found'],
    ['environment-variables', 'test/environments', 'Environment variable not found'],
  ])('takes %s while it runs, and keeps them', async (kind, emulatorPath, reason) => {
    expect(await call('GET', `/${kind}/API_KEY`)).toEqual([404, { reason }]);
    await platform.http.put(`/__sandbox/configuration/${kind}/API_KEY`, { value: 'one' });
    expect(await call('GET', `/${kind}/API_KEY`)).toEqual([200, 'one']);
    expect(await call('PUT', `/${emulatorPath}/API_KEY`, { value: 'two' })).toEqual([204, undefined]);
    await platform.restart();
    expect(await call('GET', `/${kind}/API_KEY`)).toEqual([200, 'two']);
    await platform.http.delete(`/__sandbox/configuration/${kind}/API_KEY`);
    expect((await call('GET', `/${kind}/API_KEY`))[0]).toBe(404);
    const refused = await platform.http.put(`/__sandbox/configuration/${kind}/a%2Fb`, { value: 'x' });
    expect(refused.status).toBe(400);
  });
});
