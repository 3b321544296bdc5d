import { Controller, Module, Post } from '@nestjs/common';
import { MondayBlock } from '../../../src/monday/index.js';
import { StorageModule, StorageService } from '../../../src/storage/index.js';
import { TestApp, type Login } from '../../../src/testing/index.js';

@Controller('fixture')
class RememberingController {
  constructor(private readonly storage: StorageService) {}

  @MondayBlock()
  @Post('remember')
  async remember(): Promise<{ found: unknown }> {
    await this.storage.upsert('remembered', 'by a block');
    return { found: (await this.storage.get('remembered'))?.value };
  }
}

@Module({ imports: [StorageModule], controllers: [RememberingController] })
class RememberingModule {}

interface Written {
  readonly version: string;
}

describe('storage over HTTP on the platform', () => {
  let app: TestApp;
  let alice: Login;
  let mallory: Login;
  beforeAll(async () => {
    app = await TestApp.start({
      variables: { STORAGE_DRIVER: 'monday-code' },
      imports: [RememberingModule],
    });
    alice = await app.login();
    const stranger = (await app.users()).find(({ account }) => account.id !== alice.user.account.id);
    mallory = await app.login(stranger?.id);
  });
  afterAll(() => app.close());

  it.each([
    'plain',
    'a%2Fb%3Fc%23d',
    'counter%2Fincrement',
    '%25',
    'it%27s',
    '%F0%9F%98%80',
    'items',
    '__proto__',
  ])('stores a value under %s', async (key) => {
    const path = `/storage/${key}`;
    expect((await alice.http.put(path, { value: { constructor: 1, key } })).status).toBe(200);
    const read = await alice.http.get(path);
    expect(read.status).toBe(200);
    expect(read.json()).toMatchObject({ key: decodeURIComponent(key), value: { constructor: 1, key } });
    expect((await mallory.http.get(path)).status).toBe(404);
    expect((await alice.http.delete(path)).status).toBe(204);
    expect((await alice.http.get(path)).status).toBe(404);
  });

  it.each([0, false, '', null, [], 'text'])('returns %j unchanged', async (value) => {
    await alice.http.put('/storage/value', { value });
    expect((await alice.http.get('/storage/value')).json()).toMatchObject({ value });
  });

  it('refuses a write at an older version', async () => {
    const { version } = (await alice.http.put('/storage/race', { value: 1 })).json<Written>();
    const next = await alice.http.put('/storage/race', { value: 2, version });
    expect(next.status).toBe(200);
    const late = await alice.http.put('/storage/race', { value: 3, version });
    expect(late.status).toBe(409);
    expect(late.json()).toMatchObject({ details: { currentVersion: next.json<Written>().version } });
  });

  it('keeps a row of a block of a user who never connected, with the token that came with it', async () => {
    const other = (await app.users()).find(
      ({ id, account }) => id !== alice.user.id && account.id === alice.user.account.id,
    )!;
    const token = await app.http().post(`${app.platform.url}/__sandbox/tokens`, { userId: other.id });
    const { access_token: shortLivedToken } = token.json<{ access_token: string }>();
    const run = (options: object): Promise<{ status: number; json(): unknown }> =>
      app.http().send(app.monday.block('/fixture/remember', other, {}, options));
    expect((await run({})).status).toBe(409);
    const reply = await run({ shortLivedToken });
    expect(reply.status).toBeLessThan(300);
    expect(reply.json()).toEqual({ found: 'by a block' });
    expect((await alice.http.get('/storage/remembered')).json()).toMatchObject({ value: 'by a block' });
  });

  it('reports what the platform does not support', async () => {
    for (const reply of [
      await alice.http.put('/storage/new', { value: 1, version: '' }),
      await alice.http.post('/storage/batch', { operations: [{ op: 'put', key: 'new', value: 1 }] }),
    ]) {
      expect(reply.status).toBe(501);
      expect(reply.json()).toMatchObject({ code: 'storage.unsupported' });
    }
    expect((await alice.http.get('/storage/new')).status).toBe(404);
  });

  it('searches rows and increments counters of the account', async () => {
    await alice.http.put('/storage/Found-1', { value: 1 });
    await alice.http.put('/storage/found-2', { value: 2, shared: true });
    const first = (await alice.http.get('/storage?term=FOUND&limit=1')).json<{ cursor: string }>();
    expect(first).toMatchObject({ records: [{ key: 'Found-1', value: 1, shared: false }] });
    const second = await alice.http.get('/storage', {
      query: { term: 'FOUND', limit: '1', cursor: first.cursor },
    });
    expect(second.json()).toMatchObject({ records: [{ key: 'found-2', value: 2, shared: true }] });
    expect((await mallory.http.get('/storage?term=found')).json()).toEqual({ records: [] });
    const body = { period: 'DAILY', incrementBy: 3 };
    expect((await alice.http.put('/storage/counter/increment', body)).json()).toEqual({ newCounterValue: 3 });
    expect((await alice.http.put('/storage/counter/increment', body)).json()).toEqual({ newCounterValue: 6 });
    expect((await mallory.http.put('/storage/counter/increment', body)).json()).toEqual({
      newCounterValue: 3,
    });
  });
});
