import { Injectable, Logger, Module } from '@nestjs/common';
import { runAs } from '../../../src/caller/index.js';
import {
  MondayApi,
  MondayClient,
  MondayEvent,
  FRAMEWORK_SCOPES,
  readColumn,
  type BatchedMutation,
  type MondayEventMessage,
} from '../../../src/monday/index.js';
import { eventually, TestApp, type HttpReply, type Login } from '../../../src/testing/index.js';

const BOARD = '7310284655';
const EXPORTED = 'AppFeatureBoardColumnExtension:export';

@Injectable()
class Exports {
  readonly seen: unknown[] = [];

  @MondayEvent(EXPORTED)
  exported({ data }: MondayEventMessage): void {
    this.seen.push(data['token']);
  }
}

@Module({ providers: [Exports] })
class ExportsModule {}

let app: TestApp;
let admin: Login;

beforeAll(async () => {
  // What the framework needs, and what these mutations do.
  const variables = { MONDAY_OAUTH_SCOPES: [...Object.keys(FRAMEWORK_SCOPES), 'boards:write'].join(' ') };
  app = await TestApp.start({ imports: [ExportsModule], variables });
  admin = await app.login();
});
afterAll(() => app.close());

describe('MondayApi', () => {
  const as = <T>(work: (monday: MondayApi) => T): T =>
    runAs({ accountId: admin.user.account.id, userId: admin.user.id, kind: 'job' }, () =>
      work(app.get(MondayApi)),
    );
  const create = (name: string): BatchedMutation => ({
    field: 'create_item',
    arguments: { board_id: ['ID!', '7310291180'], item_name: ['String!', name] },
    selection: 'id name',
  });

  it('runs many mutations in few requests, in order', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `item ${index}`);
    const send = jest.spyOn(app.get(MondayClient), 'run');
    const created: string[] = [];
    await as(async (monday) => {
      for await (const { name } of monday.batch<{ name: string }>(names.map(create))) created.push(name);
    });
    const requests = send.mock.calls.length;
    send.mockRestore();

    expect(created).toEqual(names);
    // Five to learn what one costs, then as many as the limit allows.
    expect(requests).toBe(3);
  });

  it('returns the results before a mutation that fails, and the reason', async () => {
    const mutations = [...Array.from({ length: 5 }, (_, index) => create(`before ${index}`)), create('')];
    const done: string[] = [];
    const failing = as(async (monday) => {
      for await (const { name } of monday.batch<{ name: string }>(mutations)) done.push(name);
    });

    await expect(failing).rejects.toMatchObject({ reason: 'validation' });
    expect(done).toHaveLength(5);
  });

  it('continues after mutations that fail, and reports each with its reason', async () => {
    const invalid = { ...create('x'), arguments: { board_id: ['ID!', '7310291180'] as const } };
    const mutations = [create('one'), create(''), create('three'), invalid, create('five'), create('six')];
    const results = await as(async (monday) => {
      const settled: unknown[] = [];
      for await (const result of monday.batchSettled<{ name: string }>(mutations)) {
        settled.push(result.status === 'fulfilled' ? result.value.name : [result.index, result.error.reason]);
      }
      return settled;
    });

    expect(results).toEqual(['one', [1, 'validation'], 'three', [3, 'validation'], 'five', 'six']);
  });

  it('logs a deprecated field once', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const owner = '{ boards(limit: 2) { owner { id } } }';
    await as((monday) => monday.query(owner));
    await as((monday) => monday.query(`query Other ${owner}`));
    const logged = warn.mock.calls.map(([fields]) => fields as { event?: string; field?: string });
    warn.mockRestore();

    expect(logged.filter(({ event }) => event === 'monday.field_deprecated')).toEqual([
      expect.objectContaining({ field: 'Board.owner', reason: 'Replaced by creator and owners.' }),
    ]);
  });

  it('reads columns by their type, over all pages', async () => {
    const contents = await as(async (monday) => {
      const found: unknown[] = [];
      for await (const item of monday.items(BOARD, { pageSize: 2 })) {
        found.push(item.columnValues.map(readColumn));
      }
      return found;
    });

    expect(contents).toHaveLength(6);
    expect(contents[0]).toEqual([
      { type: 'status', index: 1, label: 'Done' },
      { type: 'people', people: [{ id: '58120517', kind: 'person' }] },
      { type: 'date', date: '2026-11-16', time: null },
      { type: 'numbers', number: 12, digits: '12' },
    ]);
  });
});

describe('a feature event', () => {
  it('handles a feature event once, regardless of repeated deliveries, and reports the result', async () => {
    const control = `${app.platform.url}/__sandbox`;
    const reports = async (id: string): Promise<object[]> =>
      (await app.http().get(`${control}/callbacks`, { query: { id } })).json<object[]>();
    const sent = await app.http().post(`${control}/feature-lifecycle/${EXPORTED}`, { async: true });
    const { callbackId } = sent.json<{ callbackId: string }>();
    const deliver = (token: string): Promise<HttpReply> => {
      const backToUrl = `${control}/callbacks/${callbackId}?token=${token}`;
      return app
        .http()
        .send(app.monday.featureLifecycle(EXPORTED, admin.user, { payload: { token }, backToUrl }));
    };
    const handled = app.get(Exports).seen;

    const statuses = [await deliver('a'), await deliver('a'), await deliver('b')].map(({ status }) => status);
    await eventually(() => Promise.resolve(handled.includes('b') ? true : undefined));
    await eventually(async () => ((await reports(callbackId)).length === 3 ? true : undefined));

    expect(sent.json()).toMatchObject({ status: 202 });
    expect(statuses).toEqual([202, 202, 202]);
    expect([...handled].sort()).toEqual(['a', 'b', undefined]);
    expect(await reports(callbackId)).toContainEqual(expect.objectContaining({ body: { success: true } }));
  });
});
