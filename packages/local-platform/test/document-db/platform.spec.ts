import { MongoClient, type Collection } from 'mongodb';
import { TestPlatform } from '../../../../src/testing/index.js';

interface State {
  readonly collections: readonly { name: string; documents: number }[];
  readonly usage: { reads: number; writes: number; deletes: number };
  readonly quotas: { reads: number; writes: number; deletes: number } | null;
}

const NAME = 'MNDY_MONGODB_CONNECTION_STRING';
const CONTROL = '/__sandbox/document-db';

describe('a platform without Document DB', () => {
  it('has no variable for it', async () => {
    const platform = await TestPlatform.start();
    expect(platform.variables).not.toHaveProperty(NAME);
    expect((await platform.http.get(CONTROL)).status).toBe(404);
    await platform.close();
  });
});

describe('the Document DB of the platform', () => {
  let platform: TestPlatform;
  let client: MongoClient;
  let things: Collection<{ _id: string }>;

  beforeAll(async () => {
    platform = await TestPlatform.start({ documentDbPort: 0, variables: { SANDBOX_LIMITS: 'off' } });
    client = new MongoClient(platform.variables[NAME] ?? '');
    things = client.db().collection('things');
  });
  afterAll(async () => {
    await client.close();
    await platform.close();
  });
  beforeEach(() => platform.http.post('/__sandbox/reset'));

  const state = async (): Promise<State> => (await platform.http.get(CONTROL)).json();

  it('is in the variables of an app', async () => {
    const variables = (await platform.http.get('/__sandbox/env')).json<Record<string, string>>();
    expect(variables[NAME]).toBe(platform.variables[NAME]);
    expect(variables[NAME]).toMatch(/^mongodb:\/\/.+@127\.0\.0\.1:\d+\/monday\?/);
  });

  it('tells what is stored and used, without the password', async () => {
    await platform.http.delete(`${CONTROL}/usage`);
    await things.insertMany([{ _id: 'a' }, { _id: 'b' }]);
    await things.findOne({ _id: 'a' });
    await things.deleteOne({ _id: 'b' });
    expect(await state()).toMatchObject({
      collections: [{ name: 'things', documents: 1 }],
      usage: { reads: 2, writes: 2, deletes: 1 },
      quotas: null,
    });
    expect((await platform.http.get('/storage')).text).toContain('things');
    const password = new URL(platform.variables[NAME] ?? '').password;
    expect((await platform.http.get('/')).text).not.toContain(password);
  });

  it('has the free quotas while limits hold, or others', async () => {
    await platform.http.put('/__sandbox/limits', { enabled: true });
    expect((await state()).quotas).toEqual({ reads: 50_000, writes: 20_000, deletes: 20_000 });
    const quotas = { reads: 0, writes: 0, deletes: 0 };
    expect((await platform.http.put(CONTROL, { quotas })).json<State>().quotas).toEqual(quotas);
    await expect(things.insertOne({ _id: 'q' })).rejects.toThrow(/Quota exceeded/);
    await platform.http.put(CONTROL, { quotas: null });
    await things.insertOne({ _id: 'q' });
    await platform.http.put('/__sandbox/limits', { enabled: false });
  });

  it('may be read-only', async () => {
    await platform.http.put(CONTROL, { readOnly: true });
    await expect(things.insertOne({ _id: 'r' })).rejects.toMatchObject({ code: 13 });
    await things.findOne({ _id: 'r' });
    await platform.http.post('/__sandbox/reset');
    await things.insertOne({ _id: 'r' });
  });

  it.each([
    [{ quotas: 5 }],
    [{ quotas: { reads: -1, writes: 0, deletes: 0 } }],
    [{ readOnly: 'x' }],
    [{ other: 1 }],
  ])('refuses the terms %j', async (terms) => {
    expect((await platform.http.put(CONTROL, terms)).status).toBe(400);
  });

  it.each([
    ['rate-limited', 462],
    ['server-error', 6],
    ['unauthorized', 13],
    ['conflict', 112],
  ])('has the fault %s, as often as it should', async (kind, code) => {
    await platform.http.post('/__sandbox/faults', { kind, route: 'insert /document-db/things', count: 1 });
    await things.findOne({ _id: 'f' });
    await expect(things.insertOne({ _id: 'f' })).rejects.toMatchObject({ code });
    await things.insertOne({ _id: 'f' });
  });

  it('forgets everything when the platform is reset', async () => {
    await things.insertOne({ _id: 'gone' });
    await platform.http.post('/__sandbox/reset');
    expect(await things.findOne({ _id: 'gone' })).toBeNull();
    expect((await state()).collections).toEqual([]);
  });

  it('keeps everything, and its password, over a restart', async () => {
    await things.insertOne({ _id: 'kept' });
    const before = new URL(platform.variables[NAME] ?? '');
    await client.close();
    await platform.restart();
    expect(new URL(platform.variables[NAME] ?? '').password).toBe(before.password);
    client = new MongoClient(platform.variables[NAME] ?? '');
    things = client.db().collection('things');
    expect(await things.findOne({ _id: 'kept' })).toEqual({ _id: 'kept' });
  });
});
