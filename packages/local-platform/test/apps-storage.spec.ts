import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';
import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../../../test/framework/support/oauth-client.js';

const BASE = '/app_storage_api/v2';
const MEGABYTES_6 = 6 * 1024 * 1024;

describe('the apps-storage API of the local platform', () => {
  let platform: TestPlatform;
  let token: string;

  beforeAll(async () => {
    platform = await TestPlatform.start({ variables: { SANDBOX_LIMITS: 'off' } });
    token = await platform.accessToken(ADMIN);
  });
  afterAll(() => platform.close());

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    as = token,
  ): Promise<{ status: number; body: unknown }> => {
    const headers = { authorization: as };
    const reply = await platform.http.send({ method, path: `${BASE}/${path}`, json: body, headers });
    return { status: reply.status, body: reply.text === '' ? undefined : reply.json<unknown>() };
  };
  const versionOf = ({ body }: { body: unknown }): string => (body as { version: string }).version;

  it.each([['text'], [0], [false], [null], [['a', { b: '💾' }]]])('keeps %j', async (value) => {
    const set = await call('POST', 'value?shareGlobally=false', { value });
    const get = await call('GET', 'value?shareGlobally=false');
    expect(set).toEqual({ status: 200, body: { version: expect.any(String) as string } });
    expect(get).toEqual({ status: 200, body: { value, version: versionOf(set) } });
  });

  it.each([
    ['POST', 'exact?shareGlobally=false', '{"value":9007199254740993}'],
    ['POST', 'exact?shareGlobally=false', '{"value":{"a":[0.10000000000000000001]}}'],
    ['POST', 'exact?shareGlobally=false', '{"value":1e400}'],
    ['POST', 'exact?shareGlobally=false', '{"value":1,"ttl":60.00000000000000001}'],
    ['PUT', 'operations', '{"period":"DAILY","incrementBy":1.00000000000000001}'],
  ])('refuses a number that would be rounded: %s %s %s', async (method, path, body) => {
    const headers = { authorization: token, 'content-type': 'application/json' };
    const reply = await platform.http.send({ method, path: `${BASE}/${path}`, body, headers });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('cannot be kept exactly')]);
    expect((await call('GET', 'exact?shareGlobally=false')).status).toBe(404);
  });

  it('keeps shared rows and those of the backend apart', async () => {
    await call('POST', 'row?shareGlobally=true', { value: 'shared' });
    expect((await call('GET', 'row?shareGlobally=false')).status).toBe(404);
    expect((await call('GET', 'row?shareGlobally=true')).body).toMatchObject({ value: 'shared' });
  });

  it('takes slashes in keys, encoded or not', async () => {
    await call('POST', 'folder/file?shareGlobally=false', { value: 1 });
    expect((await call('GET', 'folder%2Ffile?shareGlobally=false')).body).toMatchObject({ value: 1 });
    await call('POST', 'a//b?shareGlobally=false', { value: 2 });
    expect((await call('GET', 'a/b?shareGlobally=false')).status).toBe(404);
  });

  it('distinguishes a search from a key named items', async () => {
    await call('POST', 'items?shareGlobally=false', { value: 'the key' });
    expect((await call('GET', 'items?shareGlobally=false')).body).toMatchObject({ value: 'the key' });
    expect((await call('GET', 'items?term=ITEM')).body).toEqual({
      records: [{ key: 'items', value: 'the key', backendOnly: true }],
    });
  });

  it('refuses a stale version', async () => {
    const first = versionOf(await call('POST', 'cas?shareGlobally=false', { value: 1 }));
    const write = { value: 2, previous_version: first };
    expect((await call('POST', 'cas?shareGlobally=false', write)).status).toBe(200);
    const stale = await call('POST', 'cas?shareGlobally=false', write);
    expect(stale).toEqual({ status: 409, body: { error: 'version conflict' } });
    expect((await call('GET', 'cas?shareGlobally=false')).body).toMatchObject({ value: 2 });
  });

  it('deletes keys, including missing ones', async () => {
    await call('POST', 'gone?shareGlobally=false', { value: 1 });
    expect((await call('DELETE', 'gone?shareGlobally=false')).status).toBe(204);
    expect((await call('DELETE', 'gone?shareGlobally=false')).status).toBe(204);
    expect(await call('GET', 'gone?shareGlobally=false')).toEqual({
      status: 404,
      body: { error: 'key not found' },
    });
  });

  it('pages through a search, each row once', async () => {
    const keys = Array.from({ length: 130 }, (_, index) => `Page-${String(index).padStart(3, '0')}`);
    await Promise.all(
      keys.map((key, index) =>
        call('POST', `${key}?shareGlobally=${String(index % 2 === 0)}`, { value: key }),
      ),
    );
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await call('GET', `items?term=pAGE-&cursor=${cursor}`);
      const page = body as { records: { key: string }[]; cursor?: string };
      found.push(...page.records.map(({ key }) => key));
      cursor = page.cursor ?? '';
    } while (cursor !== '');
    expect(found).toHaveLength(130);
    expect([...found].sort()).toEqual(keys);
    expect((await call('GET', 'items?term=x&cursor=nonsense')).status).toBe(400);
  });

  it('counts exactly, by period and kind', async () => {
    const count = (body: object): Promise<{ body: unknown }> => call('PUT', 'operations', body);
    await Promise.all(Array.from({ length: 20 }, () => count({ period: 'MONTHLY', kind: 'mails' })));
    expect((await count({ period: 'MONTHLY', kind: 'mails', incrementBy: 2 })).body).toMatchObject({
      newCounterValue: 22,
    });
    expect((await count({ period: 'MONTHLY' })).body).toMatchObject({ newCounterValue: 1 });
    expect((await call('PUT', 'operations', { period: 'WEEKLY' })).status).toBe(400);
  });

  it('keeps accounts apart', async () => {
    const other = await platform.accessToken(OTHER_ACCOUNT_ADMIN);
    await call('POST', 'mine?shareGlobally=true', { value: 'secret' });
    expect((await call('GET', 'mine?shareGlobally=true', undefined, other)).status).toBe(404);
    expect((await call('GET', 'items?term=mine', undefined, other)).body).toEqual({ records: [] });
  });

  it.each(['', 'nonsense', 'eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ4In0.'])(
    'refuses the token %j',
    async (unknown) => {
      expect((await call('GET', 'value?shareGlobally=false', undefined, unknown)).status).toBe(401);
    },
  );

  it.each([
    ['a key of 257 characters', `${'k'.repeat(257)}?shareGlobally=false`, { value: 1 }, 400],
    ['a NUL in the key', 'a%00b?shareGlobally=false', { value: 1 }, 400],
    ['no value', 'k?shareGlobally=false', {}, 400],
    ['a ttl of 31 days', 'k?shareGlobally=false', { value: 1, ttl: 31 * 86_400 }, 400],
    ['6 MB and a byte', 'k?shareGlobally=false', { value: 'x'.repeat(MEGABYTES_6 - 1) }, 413],
  ])('refuses %s', async (_what, path, body, status) => {
    const reply = await call('POST', path, body);
    expect(reply).toEqual({ status, body: { error: expect.any(String) as string } });
  });

  it('takes 6 MB to the byte', async () => {
    const reply = await call('POST', 'large?shareGlobally=false', { value: 'x'.repeat(MEGABYTES_6 - 2) });
    expect(reply.status).toBe(200);
  });
});

describe('the limits of the apps-storage API', () => {
  it('stop the thirteenth call of a token within a second', async () => {
    const platform = await TestPlatform.start();
    const [token, other] = [await platform.accessToken(), await platform.accessToken()];
    const get = (as: string): Promise<HttpReply> =>
      platform.http.get(`${BASE}/none`, { headers: { Authorization: as } });
    const replies = await Promise.all(Array.from({ length: 60 }, () => get(token)));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await get(other)).status).toBe(404);
    await platform.close();
  });
});
