import {
  TestApp,
  unlessTarget,
  type HttpClient,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';

interface Written {
  readonly key: string;
  readonly version: string;
}

// Whether a row is new, monday's storage does not tell: its writes are all 200.
describe('storage over HTTP', () => {
  let app: TestApp;
  let alice: Login;
  let mallory: Login;
  beforeAll(async () => {
    app = await TestApp.start();
    const users = await app.users();
    alice = await app.login();
    const stranger = users.find(({ account }) => account.id !== alice.user.account.id);
    mallory = await app.login(stranger?.id);
  });
  afterAll(() => app.close());

  it('keeps a value for the account, across a restart of the app', async () => {
    const written = await alice.http.put('/storage/greeting', { value: { hello: 'world' } });
    expect([200, 201]).toContain(written.status);
    await app.restart();
    const read = await alice.http.get('/storage/greeting');
    expect(read.status).toBe(200);
    expect(read.json()).toEqual({
      key: 'greeting',
      value: { hello: 'world' },
      version: written.json<Written>().version,
    });
    expect(read.headers.get('etag')).toBe(`"${written.json<Written>().version}"`);
  });

  it.each([
    ['GET', '/storage/a'],
    ['PUT', '/storage/a'],
    ['DELETE', '/storage/a'],
    ['GET', '/storage'],
    ['PUT', '/storage/counter/increment'],
    ['POST', '/storage/batch'],
  ])('answers 401 to %s %s of nobody', async (method, path) => {
    const json = method.startsWith('P') ? { value: 1 } : undefined;
    const reply = await app.http().send({ method, path, json });
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject({ error: 'BaseError', statusCode: 401 });
  });

  it('shows one account nothing of another', async () => {
    await alice.http.put('/storage/private', { value: 'of Alice' });
    await alice.http.put('/storage/shared', { value: 'of Alice', shared: true });
    await alice.http.put('/storage/counter/increment', { period: 'DAILY', kind: 'isolation' });
    expect((await mallory.http.get('/storage/private')).status).toBe(404);
    expect((await mallory.http.get('/storage/shared?shared=true')).status).toBe(404);
    expect((await mallory.http.delete('/storage/private')).status).toBe(204);
    expect((await mallory.http.get('/storage')).json()).toEqual({ records: [] });
    const counted = await mallory.http.put('/storage/counter/increment', {
      period: 'DAILY',
      kind: 'isolation',
    });
    expect(counted.json()).toEqual({ newCounterValue: 1 });
    expect((await alice.http.get('/storage/private')).status).toBe(200);
  });

  it('lets every user of an account at its private rows', async () => {
    const colleague = (await app.users()).find(
      ({ id, account }) => id !== alice.user.id && account.id === alice.user.account.id,
    );
    const { http } = await app.login(colleague?.id);
    await alice.http.put('/storage/team', { value: 1 });
    expect((await http.get('/storage/team')).json()).toMatchObject({ value: 1 });
  });

  it('refuses a second write at the version of the first', async () => {
    const { version } = (await alice.http.put('/storage/race', { value: 1 })).json<Written>();
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) => alice.http.put('/storage/race', { value: index, version })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(9);
    const current = (await alice.http.get('/storage/race')).json<Written>().version;
    const conflict = replies.find(({ status }) => status === 409)?.json();
    expect(conflict).toMatchObject({
      error: 'BaseError',
      code: 'storage.version_conflict',
      details: { currentVersion: current },
    });
  });

  const withBatches = unlessTarget('monday-code', 'its storage has no batches', it);
  withBatches('writes several rows as one, and none where one of them conflicts', async () => {
    const both = [
      { op: 'put', key: 'order-1', value: { total: 5 } },
      { op: 'put', key: 'order-2', value: { total: 7 }, version: '' },
    ];
    expect((await alice.http.post('/storage/batch', { operations: both })).status).toBe(200);
    const again = await alice.http.post('/storage/batch', {
      operations: [{ op: 'delete', key: 'order-1' }, both[1]],
    });
    expect(again.status).toBe(409);
    expect(again.json()).toMatchObject({ details: { key: 'order-2', operation: 1 } });
    expect((await alice.http.get('/storage?term=order-')).json()).toMatchObject({
      records: [{ value: { total: 5 } }, { value: { total: 7 } }],
    });
  });

  withBatches('keeps numbers that no double can hold, in rows, batches and pages', async () => {
    const send = (method: string, path: string, body: string) =>
      alice.http.send({ method, path, body, headers: { 'content-type': 'application/json' } });
    const value = '[9007199254740993,-9007199254740993,0.10000000000000000001,1E+2,-0]';
    const put = await send('PUT', '/storage/exact-row', `{"value":${value}}`);
    const batch = `{"operations":[{"op":"put","key":"exact-batch","value":${value}}]}`;
    expect([put.status, (await send('POST', '/storage/batch', batch)).status]).toEqual([201, 200]);
    for (const path of ['exact-row', 'exact-batch', '?term=exact-']) {
      expect((await alice.http.get(`/storage/${path}`)).text).toContain(`"value":${value}`);
    }
  });

  it.each(['9007199254740993', '1.00000000000000001', '0.99999999999999999', '1e400'])(
    'refuses %s as the step of a counter, as a ttl, and in a batch',
    async (number) => {
      const send = (method: string, path: string, body: string) =>
        alice.http.send({ method, path, body, headers: { 'content-type': 'application/json' } });
      const replies = await Promise.all([
        send(
          'PUT',
          '/storage/counter/increment',
          `{"period":"DAILY","kind":"exact","incrementBy":${number}}`,
        ),
        send('PUT', '/storage/exact-ttl', `{"value":1,"ttl":${number}}`),
        send('POST', '/storage/batch', `{"operations":[{"op":"put","key":"a","value":1,"ttl":${number}}]}`),
      ]);
      for (const reply of replies) {
        expect(reply.json()).toMatchObject({ statusCode: 400, code: 'validation.failed' });
      }
    },
  );

  it('sums concurrent increments exactly', async () => {
    const body = { period: 'MONTHLY', kind: 'race' };
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => alice.http.put('/storage/counter/increment', body)),
    );
    const sums = replies.map((reply) => reply.json<{ newCounterValue: number }>().newCounterValue);
    expect(sums.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  describe('for a board view', () => {
    const viewOf = (user: PlatformUser): HttpClient => app.http(app.monday.viewSessionToken(user));

    it('reads and writes shared rows of its account', async () => {
      const http = viewOf(alice.user);
      expect([200, 201]).toContain((await http.put('/storage/from-view', { value: 1, shared: true })).status);
      expect((await alice.http.get('/storage/from-view?shared=true')).json()).toMatchObject({ value: 1 });
      const found = (await http.get('/storage?shared=true')).json<{ records: { shared: boolean }[] }>();
      expect(found.records.length).toBeGreaterThan(0);
      expect(found.records.every(({ shared }) => shared)).toBe(true);
      expect((await http.delete('/storage/from-view?shared=true')).status).toBe(204);
    });

    it('answers 403 for private rows', async () => {
      await alice.http.put('/storage/hidden', { value: 1 });
      const http = viewOf(alice.user);
      for (const reply of [
        await http.get('/storage/hidden'),
        await http.get('/storage'),
        await http.put('/storage/hidden', { value: 2 }),
        await http.delete('/storage/hidden'),
        await http.post('/storage/batch', { operations: [{ op: 'delete', key: 'hidden' }] }),
      ]) {
        expect(reply.status).toBe(403);
        expect(reply.json()).toMatchObject({ code: 'storage.shared_only' });
      }
      const counter = await http.put('/storage/counter/increment', { period: 'DAILY' });
      expect(counter.status).toBe(403);
    });

    it('sees nothing of another account', async () => {
      await alice.http.put('/storage/across', { value: 1, shared: true });
      expect((await viewOf(mallory.user).get('/storage/across?shared=true')).status).toBe(404);
    });
  });
});
