import { type CallerContext } from '../../caller/index.js';
import { StorageApp, type Call, type Reply } from '../../../test/framework/support/storage-app.js';

const VIEW: CallerContext = { accountId: '1001', userId: '1', kind: 'view' };
const OTHER: CallerContext = { accountId: '2002', userId: '9', kind: 'user' };
const MAX_BYTES = 6 * 1024 * 1024;

describe('StorageBatchController', () => {
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

  const batch = (operations: unknown, call: Call = {}): Promise<Reply> =>
    app.call('POST', '/storage/batch', { body: { operations }, ...call });
  const get = (query = '', call: Call = {}): Promise<Reply> =>
    app.call('GET', `/storage/${key}${query}`, call);
  const detailsOf = (reply: Reply): unknown => (reply.body as { details: unknown }).details;
  const fieldsOf = (reply: Reply): string[] =>
    (detailsOf(reply) as { field: string }[]).map(({ field }) => field);

  it('writes and deletes, and tells what became of each', async () => {
    await app.call('PUT', '/storage/old', { body: { value: 1 } });
    const reply = await batch([
      { op: 'put', key, value: { a: 1 }, ttl: 60 },
      { op: 'put', key, value: 'shared', shared: true },
      { op: 'delete', key: 'old' },
      { op: 'delete', key: 'never' },
      { op: 'put', key, value: 2, version: undefined },
    ]);
    expect(reply.status).toBe(200);
    const version = expect.any(String) as string;
    expect(reply.body).toEqual({
      results: [
        { op: 'put', key, version, created: true },
        { op: 'put', key, version, created: true },
        { op: 'delete', key: 'old', deleted: true },
        { op: 'delete', key: 'never', deleted: false },
        { op: 'put', key, version, created: false },
      ],
    });
    const last = (reply.body as { results: { version: string }[] }).results[4]?.version;
    expect((await get()).body).toEqual({ key, value: 2, version: last });
    expect((await get('?shared=true')).body).toMatchObject({ value: 'shared' });
  });

  it('does nothing for an empty list', async () => {
    const reply = await batch([]);
    expect([reply.status, reply.body]).toEqual([200, { results: [] }]);
  });

  it('applies nothing where one operation conflicts, and names it', async () => {
    const before = (await app.call('PUT', `/storage/${key}`, { body: { value: 'kept' } })).body;
    const { version } = before as { version: string };
    const reply = await batch([
      { op: 'put', key: `${key}-new`, value: 1 },
      { op: 'delete', key, version },
      { op: 'put', key: `${key}-gone`, value: 1, version: 'other' },
    ]);
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({
      error: 'BaseError',
      code: 'storage.version_conflict',
      details: { currentVersion: null, key: `${key}-gone`, operation: 2 },
    });
    expect((await get()).body).toEqual({ key, value: 'kept', version });
    expect((await app.call('GET', `/storage/${key}-new`)).status).toBe(404);
  });

  it('lets one of many batches at the same version through, whole', async () => {
    const { version } = (await app.call('PUT', `/storage/${key}`, { body: { value: 0 } })).body as {
      version: string;
    };
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        batch([
          { op: 'put', key: `${key}-${n}`, value: n },
          { op: 'put', key, value: n, version },
        ]),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    const found = (await app.call('GET', `/storage?term=${key}-`)).body as { records: { value: number }[] };
    expect(found.records.map(({ value }) => value)).toEqual([
      ((await get()).body as { value: number }).value,
    ]);
  });

  it('leaves the key "batch" to be used', async () => {
    const path = '/storage/batch';
    expect((await app.call('PUT', path, { body: { value: 1 } })).status).toBe(201);
    expect((await app.call('GET', path)).body).toMatchObject({ key: 'batch', value: 1 });
    expect((await batch([{ op: 'put', key: 'batch', value: 2 }])).status).toBe(200);
    expect((await app.call('GET', path)).body).toMatchObject({ value: 2 });
    expect((await app.call('DELETE', path)).status).toBe(204);
    expect((await app.call('GET', path)).status).toBe(404);
  });

  it.each(['{"constructor":1}', '{"__proto__":{"a":1},"b":2}', '"a\\u0000b"', '0', 'null', '""'])(
    'keeps %s as it came',
    async (value) => {
      const text = `{"operations":[{"op":"put","key":"${key}","value":${value}}]}`;
      expect((await app.call('POST', '/storage/batch', { text })).status).toBe(200);
      expect((await get()).text).toContain(`"value":${value},`);
    },
  );

  it('takes a value of 6 MiB and refuses one byte more, by name', async () => {
    const largest = 'x'.repeat(MAX_BYTES - 2);
    expect((await batch([{ op: 'put', key, value: largest }])).status).toBe(200);
    const reply = await batch([
      { op: 'put', key, value: 'lost' },
      { op: 'put', key, value: `${largest}x` },
    ]);
    expect(reply.status).toBe(413);
    expect(reply.body).toMatchObject({ error: 'HTTPException', code: 'http.payload_too_large' });
    expect(fieldsOf(reply)).toEqual(['operations.1.value']);
    expect(((await get()).body as { value: string }).value).toHaveLength(MAX_BYTES - 2);
  });

  it('takes a body as large as that of one write, and no larger', async () => {
    const value = 'x'.repeat(MAX_BYTES / 2);
    const operations = [0, 1, 2].map((n) => ({ op: 'put', key: `${key}-${n}`, value }));
    const reply = await batch(operations);
    expect([reply.status, (reply.body as { code: string }).code]).toEqual([413, 'http.payload_too_large']);
    expect((await app.call('GET', `/storage?term=${key}-`)).body).toEqual({ records: [] });
  });

  it.each([
    ['a list', [], ['body']],
    ['nothing', undefined, ['body']],
    ['no operations', {}, ['operations']],
    ['an object of operations', { operations: {} }, ['operations']],
    ['101 operations', { operations: Array(101).fill({ op: 'delete', key: 'a' }) }, ['operations']],
    ['another field', { operations: [], shared: true }, ['shared']],
    ['a prototype', JSON.parse('{"operations":[],"__proto__":{}}'), ['__proto__']],
  ])('refuses a body with %s', async (_name, body, fields) => {
    const reply = await app.call('POST', '/storage/batch', { body });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ error: 'HTTPException', code: 'validation.failed' });
    expect(fieldsOf(reply)).toEqual(fields);
  });

  it.each([
    ['null', null, ['operations.1']],
    ['a list', [], ['operations.1']],
    ['no op', { key: 'a', value: 1 }, ['operations.1.op']],
    ['another op', { op: 'PUT', key: 'a', value: 1 }, ['operations.1.op']],
    ['the op of an object', { op: 'constructor', key: 'a', value: 1 }, ['operations.1.op']],
    ['no key', { op: 'delete' }, ['operations.1.key']],
    ['a key that is no text', { op: 'put', key: ['a'], value: 1 }, ['operations.1.key']],
    ['an empty key', { op: 'put', key: '', value: 1 }, ['operations.1.key']],
    ['two dots', { op: 'delete', key: '..' }, ['operations.1.key']],
    ['U+0000', { op: 'delete', key: 'a\u0000' }, ['operations.1.key']],
    ['a lone surrogate', { op: 'delete', key: '\ud800' }, ['operations.1.key']],
    ['257 units', { op: 'delete', key: 'x'.repeat(257) }, ['operations.1.key']],
    ['no value', { op: 'put', key: 'a' }, ['operations.1.value']],
    ['a value on a delete', { op: 'delete', key: 'a', value: 1 }, ['operations.1.value']],
    ['a time on a delete', { op: 'delete', key: 'a', ttl: 1 }, ['operations.1.ttl']],
    ['a time as text', { op: 'put', key: 'a', value: 1, ttl: '5' }, ['operations.1.ttl']],
    ['a time beyond 30 days', { op: 'put', key: 'a', value: 1, ttl: 2_592_001 }, ['operations.1.ttl']],
    ['a version that is null', { op: 'delete', key: 'a', version: null }, ['operations.1.version']],
    ['a flag as text', { op: 'put', key: 'a', value: 1, shared: 'true' }, ['operations.1.shared']],
    ['an account', { op: 'put', key: 'a', value: 1, accountId: '2002' }, ['operations.1.accountId']],
    ['two faults', { op: 'put', key: 'a', shared: 1 }, ['operations.1.value', 'operations.1.shared']],
  ])('refuses an operation with %s, by name, and applies none', async (_name, operation, fields) => {
    const reply = await batch([{ op: 'put', key, value: 1 }, operation]);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ error: 'HTTPException', code: 'validation.failed' });
    expect([...new Set(fieldsOf(reply))]).toEqual(fields);
    expect((await get()).status).toBe(404);
  });

  it.each(['if-match', 'if-none-match'])('refuses %s, which names no operation', async (name) => {
    const reply = await batch([{ op: 'put', key, value: 1 }], { headers: { [name]: '*' } });
    expect(reply.status).toBe(400);
    expect((await get()).status).toBe(404);
  });

  it('lets a board view at shared rows only', async () => {
    const caller = VIEW;
    expect((await batch([{ op: 'put', key, value: 1, shared: true }], { caller })).status).toBe(200);
    for (const operation of [
      { op: 'put', key, value: 2 },
      { op: 'delete', key, shared: false },
    ]) {
      const reply = await batch([{ op: 'delete', key, shared: true }, operation], { caller });
      expect(reply.status).toBe(403);
      expect(reply.body).toMatchObject({ error: 'BaseError', code: 'storage.shared_only' });
    }
    expect((await get('?shared=true')).body).toMatchObject({ value: 1 });
  });

  it('reaches nothing of another account', async () => {
    await batch([{ op: 'put', key, value: 'mine' }]);
    const reply = await batch([{ op: 'delete', key }], { caller: OTHER });
    expect(reply.body).toEqual({ results: [{ op: 'delete', key, deleted: false }] });
    expect((await get()).body).toMatchObject({ value: 'mine' });
  });
});
