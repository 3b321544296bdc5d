import { type CallerContext } from '../../caller/index.js';
import { StorageApp, type Call, type Reply } from '../../../test/framework/support/storage-app.js';

const VIEW: CallerContext = { accountId: '1001', userId: '1', kind: 'view' };
const OTHER: CallerContext = { accountId: '2002', userId: '9', kind: 'user' };
const MAX_BYTES = 6 * 1024 * 1024;

describe('StorageController', () => {
  let app: StorageApp;
  let nextKey = 0;
  /** A key of this test alone. */
  let key: string;

  beforeAll(async () => {
    app = await StorageApp.start();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    nextKey += 1;
    key = `key-${nextKey}`;
  });

  const put = (body: unknown, call: Call = {}): Promise<Reply> =>
    app.call('PUT', `/storage/${key}`, { ...call, body });
  const get = (query = '', call: Call = {}): Promise<Reply> =>
    app.call('GET', `/storage/${key}${query}`, call);
  const remove = (call: Call): Promise<Reply> => app.call('DELETE', `/storage/${key}`, call);
  const versionOf = (reply: Reply): string => (reply.body as { version: string }).version;
  const fieldsOf = (reply: Reply): string[] =>
    (reply.body as { details: { field: string }[] }).details.map(({ field }) => field);

  describe('reading and writing', () => {
    it('answers 201 to a creation and 200 to a change, each with the new version', async () => {
      const created = await put({ value: { a: 1 } });
      expect(created.status).toBe(201);
      expect(created.body).toEqual({ key, version: expect.any(String) as string });
      expect(created.headers['etag']).toBe(`"${versionOf(created)}"`);
      const changed = await put({ value: [] });
      expect(changed.status).toBe(200);
      expect(versionOf(changed)).not.toBe(versionOf(created));
      const read = await get();
      expect(read.status).toBe(200);
      expect(read.headers['content-type']).toMatch(/^application\/json/);
      expect(read.headers['etag']).toBe(`"${versionOf(changed)}"`);
      expect(read.body).toEqual({ key, value: [], version: versionOf(changed) });
    });

    it('answers 404 where nothing is', async () => {
      const reply = await get();
      expect(reply.status).toBe(404);
      expect(reply.body).toMatchObject({
        error: 'BaseError',
        code: 'storage.key_not_found',
        statusCode: 404,
      });
    });

    it('answers 304 to a reader who has the current version', async () => {
      const etag = String((await put({ value: 1 })).headers['etag']);
      const reply = await get('', { headers: { 'if-none-match': etag } });
      expect([reply.status, reply.text]).toEqual([304, '']);
    });

    it('answers 204 to a delete, also where nothing is', async () => {
      await put({ value: 1 });
      for (let round = 0; round < 2; round++) {
        const reply = await app.call('DELETE', `/storage/${key}`);
        expect([reply.status, reply.text]).toEqual([204, '']);
      }
      expect((await get()).status).toBe(404);
    });

    it('keeps the shared row apart', async () => {
      await put({ value: 'private' });
      await put({ value: 'shared', shared: true });
      expect((await get('?shared=true')).body).toMatchObject({ value: 'shared' });
      expect((await get('?shared=false')).body).toMatchObject({ value: 'private' });
      await app.call('DELETE', `/storage/${key}?shared=true`);
      expect((await get('?shared=true')).status).toBe(404);
      expect((await get()).status).toBe(200);
    });

    it('shows an account nothing of another', async () => {
      await put({ value: 'mine' });
      expect((await get('', { caller: OTHER })).status).toBe(404);
      await app.call('DELETE', `/storage/${key}`, { caller: OTHER });
      await put({ value: 'theirs' }, { caller: OTHER });
      expect((await get()).body).toMatchObject({ value: 'mine' });
    });
  });

  describe('keys', () => {
    it.each([
      'a%2Fb',
      'counter%2Fincrement',
      '%2E%2E%2Fx',
      '%F0%9F%98%80',
      '__proto__',
      'constructor',
      '%25',
      'a%20b',
      'a+b',
      "it's",
      '%22quoted%22',
      'x'.repeat(256),
    ])('takes %s', async (encoded) => {
      const path = `/storage/${encoded}`;
      expect((await app.call('PUT', path, { body: { value: encoded } })).status).toBe(201);
      expect((await app.call('GET', path)).body).toMatchObject({
        key: decodeURIComponent(encoded),
        value: encoded,
      });
      expect((await app.call('DELETE', path)).status).toBe(204);
    });

    it.each(['.', '..', '%2E', '%2e%2E', 'a%00b', 'x'.repeat(257)])('refuses %s', async (encoded) => {
      for (const [method, body] of [
        ['GET', undefined],
        ['PUT', { value: 1 }],
        ['DELETE', undefined],
      ] as const) {
        const reply = await app.call(method, `/storage/${encoded}`, { body });
        expect(reply.status).toBe(400);
        expect(reply.body).toMatchObject({ error: 'HTTPException', code: 'validation.failed' });
        expect(fieldsOf(reply)).toEqual(['key']);
      }
    });

    it.each(['%', '%zz', '%ED%A0%80', '%C0%AF'])('refuses the broken encoding %s', async (encoded) => {
      expect((await app.call('GET', `/storage/${encoded}`)).status).toBe(400);
    });
  });

  describe('values', () => {
    it.each([
      '0',
      'false',
      '""',
      'null',
      '{"constructor":1}',
      '{"__proto__":{"a":1},"b":2}',
      '{"toJSON":1,"toString":2}',
      '"a\\u0000b"',
      '"\\ud800"',
      '123456789012345680000',
      '1e-7',
      '[[[]],{"":{}}]',
      `${'['.repeat(200)}${']'.repeat(200)}`,
    ])('gives %s back as it came', async (text) => {
      const written = await app.call('PUT', `/storage/${key}`, { text: `{"value":${text}}` });
      expect(written.status).toBe(201);
      expect((await get()).text).toBe(`{"key":"${key}","value":${text},"version":"${versionOf(written)}"}`);
    });

    it.each([
      ['a number beyond JSON', '1e400'],
      ['nesting of 201', `${'['.repeat(201)}${']'.repeat(201)}`],
    ])('refuses %s and keeps what is there', async (_name, text) => {
      await put({ value: 'kept' });
      const reply = await app.call('PUT', `/storage/${key}`, { text: `{"value":${text}}` });
      expect(reply.status).toBe(400);
      expect(fieldsOf(reply)).toEqual(['value']);
      expect((await get()).body).toMatchObject({ value: 'kept' });
    });

    it('takes 6 MiB and refuses one byte more, by name', async () => {
      const largest = 'x'.repeat(MAX_BYTES - 2);
      expect((await put({ value: largest })).status).toBe(201);
      const reply = await put({ value: `${largest}x` });
      expect(reply.status).toBe(413);
      expect(reply.body).toMatchObject({ error: 'HTTPException', code: 'http.payload_too_large' });
      expect(fieldsOf(reply)).toEqual(['value']);
      expect(((await get()).body as { value: string }).value).toHaveLength(MAX_BYTES - 2);
    });
  });

  describe('strict input', () => {
    it.each([
      ['no value', {}, ['value']],
      ['an unknown field', { value: 1, extra: 1 }, ['extra']],
      ['a prototype', JSON.parse('{"value":1,"__proto__":{}}'), ['__proto__']],
      ['a version that is no text', { value: 1, version: 1 }, ['version']],
      ['a version that is null', { value: 1, version: null }, ['version']],
      ['a flag as text', { value: 1, shared: 'true' }, ['shared']],
      ['a time as text', { value: 1, ttl: '5' }, ['ttl']],
      ['no time at all', { value: 1, ttl: 0 }, ['ttl']],
      ['a time beyond 30 days', { value: 1, ttl: 2_592_001 }, ['ttl']],
      ['half a second', { value: 1, ttl: 0.5 }, ['ttl']],
      ['a list', [1], ['body']],
      ['nothing', undefined, ['body']],
      ['a long name', { value: 1, ['x'.repeat(5_000)]: 1 }, ['x'.repeat(256)]],
    ])('refuses a body with %s', async (_name, body, fields) => {
      const reply = await put(body);
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject({ error: 'HTTPException', code: 'validation.failed' });
      expect([...new Set(fieldsOf(reply))]).toEqual(fields);
      expect((await get()).status).toBe(404);
    });

    it('names only the first hundred of very many wrong fields', async () => {
      const names = Array.from({ length: 20_000 }, (_, index) => `field-${index}`);
      const reply = await put(Object.fromEntries(names.map((name) => [name, 1])));
      expect(reply.status).toBe(400);
      expect(fieldsOf(reply)).toEqual(names.slice(0, 100));
    });

    it.each([
      ['GET', '?shared=1'],
      ['GET', '?shared='],
      ['GET', '?shared=TRUE'],
      ['GET', '?shared=true&shared=true'],
      ['GET', '?version=1'],
      ['GET', '?__proto__=1'],
      ['DELETE', '?shared=no'],
      ['DELETE', '?all=true'],
      ['PUT', '?shared=true'],
    ])('refuses %s with %s', async (method, query) => {
      const reply = await app.call(method, `/storage/${key}${query}`, {
        body: method === 'PUT' ? { value: 1 } : undefined,
      });
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject({ code: 'validation.failed' });
    });
  });

  describe('preconditions', () => {
    it('writes at the version of the body, else 409 with the current one', async () => {
      const version = versionOf(await put({ value: 1 }));
      const next = await put({ value: 2, version });
      expect(next.status).toBe(200);
      const reply = await put({ value: 3, version });
      expect(reply.status).toBe(409);
      expect(reply.body).toMatchObject({
        error: 'BaseError',
        code: 'storage.version_conflict',
        details: { currentVersion: versionOf(next) },
      });
      expect((await get()).body).toMatchObject({ value: 2 });
    });

    it('tells null as the current version where nothing is', async () => {
      const reply = await put({ value: 1, version: 'gone' });
      expect(reply.status).toBe(409);
      expect(reply.body).toMatchObject({ details: { currentVersion: null } });
    });

    it('takes an empty version as "only where nothing is"', async () => {
      expect((await put({ value: 1, version: '' })).status).toBe(201);
      expect((await put({ value: 2, version: '' })).status).toBe(409);
    });

    it('writes under If-Match, else 412', async () => {
      const first = String((await put({ value: 1 })).headers['etag']);
      expect((await put({ value: 2 }, { headers: { 'if-match': first } })).status).toBe(200);
      const current = versionOf(await get());
      for (const header of [first, `W/${first}`, '""', '"other", "another"']) {
        const reply = await put({ value: 3 }, { headers: { 'if-match': header } });
        expect(reply.status).toBe(412);
        expect(reply.body).toMatchObject({
          code: 'storage.precondition_failed',
          details: { currentVersion: current },
        });
      }
      expect((await get()).body).toMatchObject({ value: 2 });
      const listed = `"other", W/"x" , "${current}"`;
      expect((await put({ value: 3 }, { headers: { 'if-match': listed } })).status).toBe(200);
      expect((await put({ value: 4 }, { headers: { 'if-match': '*' } })).status).toBe(200);
    });

    it.each([
      ['a weak tag', (version: string) => `W/"${version}"`],
      ['the suffix of a compressing proxy', (version: string) => `"${version}-gzip"`],
      ['both', (version: string) => `W/"${version}--gzip"`],
    ])('writes and deletes under If-Match with %s', async (_name, tagOf) => {
      const headers = async (): Promise<Record<string, string>> => ({
        'if-match': tagOf(versionOf(await get())),
      });
      await put({ value: 1 });
      const outdated = await headers();
      expect((await put({ value: 2 }, { headers: outdated })).status).toBe(200);
      expect((await put({ value: 3 }, { headers: outdated })).status).toBe(412);
      expect((await get()).body).toMatchObject({ value: 2 });
      expect((await remove({ headers: outdated })).status).toBe(412);
      expect((await remove({ headers: await headers() })).status).toBe(204);
    });

    it('writes under If-Match: * for everyone who writes at the same moment', async () => {
      await put({ value: 0 });
      const writes = Array.from({ length: 40 }, (_, n) =>
        put({ value: n }, { headers: { 'if-match': '*' } }),
      );
      const statuses = (await Promise.all(writes)).map(({ status }) => status);
      expect(statuses.filter((status) => status !== 200)).toEqual([]);
    });

    it('never creates under If-Match', async () => {
      for (const header of ['*', '"a"', '"a", "b"']) {
        expect((await put({ value: 1 }, { headers: { 'if-match': header } })).status).toBe(412);
      }
      expect((await get()).status).toBe(404);
    });

    it('creates under If-None-Match: *, else 412', async () => {
      const headers = { 'if-none-match': '*' };
      expect((await put({ value: 1 }, { headers })).status).toBe(201);
      expect((await put({ value: 2 }, { headers })).status).toBe(412);
      expect((await get()).body).toMatchObject({ value: 1 });
    });

    it('deletes under If-Match, else 412', async () => {
      const etag = String((await put({ value: 1 })).headers['etag']);
      const statusOf = async (header: string): Promise<number> =>
        (await remove({ headers: { 'if-match': header } })).status;
      expect(await statusOf('"other"')).toBe(412);
      expect((await get()).status).toBe(200);
      expect(await statusOf(etag)).toBe(204);
      expect(await statusOf(etag)).toBe(412);
      expect(await statusOf('*')).toBe(412);
    });

    it.each([
      ['both forms', { 'if-match': '"a"' }, { value: 1, version: 'a' }],
      ['both forms of creation', { 'if-none-match': '*' }, { value: 1, version: '' }],
      ['both headers', { 'if-match': '"a"', 'if-none-match': '*' }, { value: 1 }],
      ['a tag without quotes', { 'if-match': 'a' }, { value: 1 }],
      ['a star in a list', { 'if-match': '*, "a"' }, { value: 1 }],
      ['If-None-Match with a tag', { 'if-none-match': '"a"' }, { value: 1 }],
    ])('refuses %s with 400', async (_name, headers, body) => {
      expect((await put(body, { headers })).status).toBe(400);
      expect((await get()).status).toBe(404);
    });
  });

  describe('board views', () => {
    it('use shared rows', async () => {
      const caller = VIEW;
      expect((await put({ value: 1, shared: true }, { caller })).status).toBe(201);
      expect((await get('?shared=true', { caller })).status).toBe(200);
      expect((await app.call('GET', '/storage?shared=true', { caller })).status).toBe(200);
      expect((await app.call('DELETE', `/storage/${key}?shared=true`, { caller })).status).toBe(204);
    });

    it('get 403 for every other row', async () => {
      await put({ value: 'private' });
      const replies = await Promise.all([
        put({ value: 1 }, { caller: VIEW }),
        put({ value: 1, shared: false }, { caller: VIEW }),
        get('', { caller: VIEW }),
        get('?shared=false', { caller: VIEW }),
        app.call('GET', '/storage', { caller: VIEW }),
        app.call('DELETE', `/storage/${key}`, { caller: VIEW }),
      ]);
      for (const reply of replies) {
        expect(reply.status).toBe(403);
        expect(reply.body).toMatchObject({ error: 'BaseError', code: 'storage.shared_only' });
      }
      expect((await get()).body).toMatchObject({ value: 'private' });
    });
  });

  describe('search', () => {
    const search = (query: string, call: Call = {}): Promise<Reply> =>
      app.call('GET', `/storage${query}`, call);

    it('pages through what it finds, each row once', async () => {
      const caller = { ...OTHER, accountId: '3003' };
      for (const name of ['Alpha', 'alphabet', 'beta']) {
        await app.call('PUT', `/storage/${name}`, { caller, body: { value: name } });
      }
      await app.call('PUT', '/storage/Alpha', { caller, body: { value: 'shared', shared: true } });
      const first = await search('?term=ALPHA&limit=2', { caller });
      expect(first.status).toBe(200);
      expect(first.body).toEqual({
        records: [
          { key: 'Alpha', value: 'Alpha', shared: false, version: expect.any(String) as string },
          { key: 'Alpha', value: 'shared', shared: true, version: expect.any(String) as string },
        ],
        cursor: expect.any(String) as string,
      });
      const { cursor } = first.body as { cursor: string };
      const second = await search(`?term=ALPHA&limit=2&cursor=${encodeURIComponent(cursor)}`, { caller });
      expect(second.body).toMatchObject({ records: [{ key: 'alphabet' }] });
      expect(second.body).not.toHaveProperty('cursor');
      expect((await search('?term=', { caller })).body).toMatchObject({ records: { length: 4 } });
    });

    it.each([
      ['limit', '?limit=0'],
      ['limit', '?limit=101'],
      ['limit', '?limit=1e1'],
      ['limit', '?limit=ten'],
      ['limit', '?limit=5&limit=6'],
      ['cursor', '?cursor=unreadable'],
      ['cursor', '?cursor='],
      ['term', '?term=a&term=b'],
      ['term', `?term=${'x'.repeat(257)}`],
      ['term', '?term=a%00'],
      ['shared', '?shared=yes'],
      ['page', '?page=2'],
    ])('refuses a wrong %s: %s', async (field, query) => {
      const reply = await search(query);
      expect(reply.status).toBe(400);
      expect([...new Set(fieldsOf(reply))]).toEqual([field]);
    });
  });

  describe('counters', () => {
    const count = (body: unknown, call: Call = {}): Promise<Reply> =>
      app.call('PUT', '/storage/counter/increment', { ...call, body });

    it('count for the account', async () => {
      const body = { period: 'MONTHLY', kind: key };
      expect((await count(body)).body).toEqual({ newCounterValue: 1 });
      const reply = await count({ ...body, incrementBy: 4 });
      expect([reply.status, reply.body]).toEqual([200, { newCounterValue: 5 }]);
      expect((await count(body, { caller: OTHER })).body).toEqual({ newCounterValue: 1 });
    });

    it('take a renewal date', async () => {
      const reply = await count({ period: 'YEARLY', kind: key, renewalDate: '2024-02-29T12:00:00Z' });
      expect(reply.body).toEqual({ newCounterValue: 1 });
    });

    it.each([
      ['period', {}],
      ['period', { period: 'daily' }],
      ['incrementBy', { period: 'DAILY', incrementBy: '1' }],
      ['incrementBy', { period: 'DAILY', incrementBy: 0.5 }],
      ['incrementBy', { period: 'DAILY', incrementBy: null }],
      ['kind', { period: 'DAILY', kind: '' }],
      ['kind', { period: 'DAILY', kind: 5 }],
      ['renewalDate', { period: 'DAILY', renewalDate: 'tomorrow' }],
      ['renewalDate', { period: 'DAILY', renewalDate: 5 }],
      ['extra', { period: 'DAILY', extra: 1 }],
    ])('refuse a wrong %s', async (field, body) => {
      const reply = await count(body);
      expect(reply.status).toBe(400);
      expect([...new Set(fieldsOf(reply))]).toEqual([field]);
    });
  });
});
