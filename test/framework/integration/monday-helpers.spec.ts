import { runAs } from '../../../src/caller/index.js';
import { AppConfig, SCOPES } from '../../../src/config/index.js';
import {
  ColumnNotFoundError,
  ItemNotFoundError,
  MondayApi,
  MondayArgumentError,
  MondayClient,
  MondayUnexpectedAnswerError,
  readColumn,
  webhookArguments,
  writeColumn,
  type MondayItem,
} from '../../../src/monday/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { TestApp, type Login } from '../../../src/testing/index.js';

const BOARD = '7310284655';

let app: TestApp;
let admin: Login;

beforeAll(async () => {
  app = await TestApp.start({ variables: { MONDAY_OAUTH_SCOPES: SCOPES.join(' ') } });
  admin = await app.login();
  // The platform asks the address of a webhook for its challenge.
  const config = app.get(AppConfig);
  Reflect.set(app.get(MondayApi), 'config', { ...config, http: { ...config.http, publicUrl: app.url } });
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const as = <T>(work: (monday: MondayApi) => T): T =>
  runAs({ accountId: admin.user.account.id, userId: admin.user.id, kind: 'job' }, () =>
    work(app.get(MondayApi)),
  );

async function collect<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

/** Number of requests to monday while `work` runs. */
async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  const run = jest.spyOn(app.get(MondayClient), 'run');
  await work();
  return run.mock.calls.length;
}

const columnOf = (item: MondayItem, type: string): string =>
  item.columnValues.find((value) => value.type === type)!.id;
const newItem = (columns = {}): Promise<MondayItem> =>
  as((monday) => monday.createItem({ boardId: BOARD, name: 'New', columns }));

describe('items', () => {
  it('are created with columns, changed and read', async () => {
    const [sample] = await as((monday) => collect(monday.items(BOARD, { limit: 1 })));
    const status = columnOf(sample!, 'status');
    const date = columnOf(sample!, 'date');
    const created = await newItem({ [date]: writeColumn.date('2026-01-31') });
    const changed = await as((monday) =>
      monday.updateColumns({
        boardId: BOARD,
        itemId: created.id,
        columns: { [status]: writeColumn.status({ label: 'Done' }), [date]: null },
      }),
    );
    const read = await as((monday) => monday.item(created.id));
    const contentOf = (item: MondayItem, id: string): unknown =>
      readColumn(item.columnValues.find((value) => value.id === id)!);

    expect(contentOf(created, date)).toMatchObject({ date: '2026-01-31' });
    expect(contentOf(changed, status)).toMatchObject({ label: 'Done' });
    expect(contentOf(read, date)).toBeNull();
    expect(read).toEqual(changed);
  });

  it('are found by a filter, in an order, up to a limit', async () => {
    const all = await as((monday) => collect(monday.items(BOARD)));
    const numbers = columnOf(all[0]!, 'numbers');
    const filter = {
      rules: [{ columnId: numbers, operator: 'greater_than' as const, value: 5 }],
      orderBy: [{ columnId: numbers, direction: 'desc' as const }],
    };
    const found = await as((monday) => collect(monday.items(BOARD, { filter })));
    const amounts = found.map(({ columnValues }) => {
      const content = readColumn(columnValues.find(({ id }) => id === numbers)!);
      return content?.type === 'numbers' ? content.number : 0;
    });

    expect(found.length).toBeGreaterThan(1);
    expect(found.length).toBeLessThan(all.length);
    expect(amounts).toEqual([...amounts].sort((one, other) => other - one));
    const limited = () => as((monday) => collect(monday.items(BOARD, { filter, limit: 2, pageSize: 1 })));
    expect((await limited()).map(({ id }) => id)).toEqual(found.slice(0, 2).map(({ id }) => id));
    jest.restoreAllMocks();
    expect(await requestsOf(limited)).toBe(2);
    expect(await as((monday) => collect(monday.items(BOARD, { limit: 0 })))).toEqual([]);
  });

  it('are found by the values of columns', async () => {
    const [first] = await as((monday) => collect(monday.items(BOARD, { limit: 1 })));
    const found = await as((monday) =>
      collect(
        monday.itemsByColumnValues(BOARD, [{ columnId: 'name', values: [first!.name] }], { pageSize: 1 }),
      ),
    );

    expect(found.map(({ id }) => id)).toContain(first!.id);
    expect(found.every(({ name }) => name === first!.name)).toBe(true);
  });

  it('that do not exist are 404', async () => {
    await expect(as((monday) => monday.item('999999999'))).rejects.toThrow(ItemNotFoundError);
    await expect(as((monday) => monday.item('999999999'))).rejects.toMatchObject({
      status: 404,
      code: 'monday.item_not_found',
    });
    await expect(as((monday) => collect(monday.items('999999999')))).rejects.toMatchObject({ status: 404 });
  });

  const columns = { nope: 'x', name: 'y', other: 'z' };
  it.each<[string, (monday: MondayApi) => Promise<unknown>]>([
    ['createItem', (monday) => monday.createItem({ boardId: BOARD, name: 'x', columns })],
    [
      'updateColumns',
      async (monday) => {
        const { id: itemId } = await newItem();
        return monday.updateColumns({ boardId: BOARD, itemId, columns });
      },
    ],
    [
      'items',
      (monday) =>
        collect(
          monday.items(BOARD, {
            filter: { rules: [{ columnId: 'nope', value: [1] }, { columnId: 'other' }] },
          }),
        ),
    ],
    [
      'itemsByColumnValues',
      (monday) =>
        collect(
          monday.itemsByColumnValues(BOARD, [
            { columnId: 'nope', values: ['x'] },
            { columnId: 'other', values: ['x'] },
          ]),
        ),
    ],
    [
      'aggregate',
      (monday) => monday.aggregate({ boardId: BOARD, select: { a: ['SUM', 'nope'], b: ['SUM', 'other'] } }),
    ],
  ])('are refused by %s with the columns that the board does not have', async (_name, work) => {
    const failure: unknown = await as(work).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ColumnNotFoundError);
    expect(failure).toMatchObject({
      status: 404,
      code: 'monday.column_not_found',
      message: 'The board has no column "nope", "other".',
      details: { columnIds: ['nope', 'other'] },
    });
  });
});

describe('boards and users', () => {
  it('are listed by a filter, over pages, up to a limit', async () => {
    const all = await as((monday) => collect(monday.allBoards({ pageSize: 1 })));
    expect(all.length).toBeGreaterThan(1);
    expect(await as((monday) => monday.boards({ ids: [BOARD] }))).toMatchObject([{ id: BOARD }]);
    expect(await as((monday) => collect(monday.allBoards({ limit: 1 })))).toHaveLength(1);
    expect(await as((monday) => collect(monday.allBoards({ state: 'deleted' })))).toEqual([]);

    const users = await as((monday) => collect(monday.users({ pageSize: 2 })));
    expect(new Set(users.map(({ id }) => id)).size).toBe(users.length);
    expect(users.map(({ id }) => id)).toContain(admin.user.id);
    const { email } = users[0]!;
    expect(await as((monday) => collect(monday.users({ emails: [email] })))).toEqual([users[0]]);
    expect(await as((monday) => collect(monday.users({ limit: 1 })))).toHaveLength(1);
  });

  it('are listed to the end, also if monday leaves out some of them', async () => {
    const page = (...users: (number | null)[]) => ({ users: users.map((id) => id && { id: String(id) }) });
    const answers = [page(1, null), page(null, null), page(2, 3), page()];
    jest
      .spyOn(MondayApi.prototype, 'query')
      .mockImplementation(() => Promise.resolve(answers.shift() as never));
    const users = await as((monday) => collect(monday.users({ pageSize: 2 })));

    expect([users.map(({ id }) => id), answers]).toEqual([['1', '2', '3'], []]);
    expect(() => as((monday) => monday.users({ pageSize: 0 }))).toThrow(MondayArgumentError);
  });
});

describe('messages', () => {
  it('are updates, replies and notifications', async () => {
    const { id: itemId } = await newItem();
    const { id: parentId } = await as((monday) => monday.createUpdate({ itemId, body: 'One' }));
    await as((monday) => monday.createUpdate({ itemId, body: 'Two', parentId }));
    await as((monday) => monday.notify({ userId: admin.user.id, targetId: itemId, text: 'Look' }));
    const { updates } = await as((monday) =>
      monday.query<{ updates: unknown }>(
        'query ($ids: [ID!]) { updates(ids: $ids) { body replies { body } } }',
        {
          ids: [parentId],
        },
      ),
    );

    expect(updates).toEqual([{ body: 'One', replies: [{ body: 'Two' }] }]);
  });
});

describe('files', () => {
  it('are uploaded to an update, or to a column that exists', async () => {
    const { id: itemId } = await newItem();
    const { id: updateId } = await as((monday) => monday.createUpdate({ itemId, body: 'With a file' }));
    const file = { name: 'note.txt', content: 'Hello', type: 'text/plain' };
    const asset = await as((monday) => monday.uploadFile({ updateId }, file));
    expect(asset).toMatchObject({ name: 'note.txt', public_url: expect.any(String) as unknown });
    expect(await (await fetch(asset.public_url)).text()).toBe('Hello');

    const { create_column } = await as((monday) =>
      monday.mutate<{ create_column: { id: string } }>(
        'mutation ($board: ID!) { create_column(board_id: $board, title: "Files", column_type: file) { id } }',
        { board: BOARD },
      ),
    );
    const target = { boardId: BOARD, itemId, columnId: create_column.id };
    const bytes = new Uint8Array([0, 1, 255]);
    expect(await as((monday) => monday.uploadFile(target, { name: 'a.bin', content: bytes }))).toMatchObject({
      name: 'a.bin',
    });
    const { columnValues } = await as((monday) => monday.item(itemId));
    expect(readColumn(columnValues.find(({ id }) => id === create_column.id)!)).toMatchObject({
      files: [{ name: 'a.bin' }],
    });
    const wrong = { ...target, columnId: 'nope' };
    await expect(as((monday) => monday.uploadFile(wrong, file))).rejects.toThrow(
      'The board has no column "nope".',
    );
  });
});

describe('aggregations', () => {
  it('calculate over all items, over a filter, and for each value of a column', async () => {
    const all = await as((monday) => collect(monday.items(BOARD)));
    const numbers = columnOf(all[0]!, 'numbers');
    const status = columnOf(all[0]!, 'status');
    const select = { items: ['COUNT_ITEMS'], sum: ['SUM', numbers] } as const;
    const [total] = await as((monday) => monday.aggregate({ boardId: BOARD, select }));
    const groups = await as((monday) => monday.aggregate({ boardId: BOARD, select, groupBy: [status] }));
    const [some] = await as((monday) =>
      monday.aggregate({
        boardId: BOARD,
        select,
        filter: { rules: [{ columnId: numbers, operator: 'greater_than', value: 5 }] },
      }),
    );

    expect(total).toMatchObject({ items: all.length });
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.reduce((sum, { items }) => sum + Number(items), 0)).toBe(all.length);
    expect(Number(some?.['items'])).toBeLessThan(all.length);
    expect(
      await as((monday) => monday.aggregate({ boardId: BOARD, select, groupBy: [status], limit: 1 })),
    ).toHaveLength(1);
  });
});

describe('webhooks', () => {
  it('are made with the address of the app, and kept in step with those that are declared', async () => {
    const status = { columnId: 'status', columnValue: { $any$: true } } as const;
    const declared = [
      webhookArguments('create_item'),
      webhookArguments('change_status_column_value', status),
    ];
    const sync = (webhooks = declared) => as((monday) => monday.syncWebhooks(BOARD, webhooks));
    const surplus = await as((monday) => monday.createWebhook(BOARD, webhookArguments('item_deleted')));

    expect(await sync()).toMatchObject({ created: [{}, {}], kept: [], deleted: [{ id: surplus.id }] });
    expect(await sync()).toMatchObject({ created: [], kept: [{}, {}], deleted: [] });
    const listed = await as((monday) => monday.webhooks(BOARD));
    expect(listed.map(({ event }) => event).sort()).toEqual(['change_status_column_value', 'create_item']);
    await as((monday) => monday.deleteWebhook(listed[0]!.id));
    expect(await sync()).toMatchObject({ created: [{}], kept: [{}] });
    expect(await sync([])).toMatchObject({ deleted: [{}, {}] });
    expect(await as((monday) => monday.webhooks(BOARD))).toEqual([]);
  });

  it('with an earlier address of the app are replaced, and those that it does not know are kept', async () => {
    const declared = [webhookArguments('create_item')];
    const sync = (webhooks = declared) => as((monday) => monday.syncWebhooks(BOARD, webhooks));
    const key = `monday/webhooks/${admin.user.account.id}/${BOARD}`;
    const addresses = async (): Promise<unknown> =>
      JSON.parse((await app.get(Persistence).get(key))?.value ?? 'null');
    const { created } = await sync();
    const id = created[0]!.id;
    const ours = `${app.url}/monday/webhooks`;
    expect(await addresses()).toEqual({ [id]: ours });

    await app.get(Persistence).upsert(key, JSON.stringify({ [id]: 'https://old.example/monday/webhooks' }));
    const replaced = await sync();
    expect(replaced).toMatchObject({ created: [{ event: 'create_item' }], kept: [], deleted: [{ id }] });
    expect(await addresses()).toEqual({ [replaced.created[0]!.id]: ours });

    await app.get(Persistence).delete(key);
    expect(await sync()).toMatchObject({ created: [], kept: [{}], deleted: [] });
    expect(await sync([])).toMatchObject({ deleted: [{}] });
    expect(await addresses()).toBeNull();
  });
});

describe('a call', () => {
  it('may use another version of the API, also dev', async () => {
    const versionOf = (apiVersion?: string) =>
      as((monday) =>
        monday.query<{ version: { value: string } }>('{ version { value } }', undefined, { apiVersion }),
      ).then(({ version }) => version.value);

    expect(await versionOf()).toBe(app.get(AppConfig).monday.apiVersion);
    expect(await versionOf('2027-01')).toBe('2027-01');
    expect(await versionOf('dev')).toBe('dev');
    await expect(versionOf('2027-02')).rejects.toThrow(TypeError);
  });

  it.each<[string, object, (monday: MondayApi) => Promise<unknown>]>([
    ['item', { items: 5 }, (monday) => monday.item('1')],
    ['items', { boards: [{ items_page: null }] }, (monday) => collect(monday.items(BOARD))],
    ['boards', { boards: 'x' }, (monday) => monday.boards()],
    ['users', { users: [5] }, (monday) => collect(monday.users())],
    ['createItem', { create_item: null }, (monday) => monday.createItem({ boardId: BOARD, name: 'x' })],
    [
      'updateColumns',
      { change_multiple_column_values: null },
      (monday) => monday.updateColumns({ boardId: BOARD, itemId: '1', columns: {} }),
    ],
    ['createUpdate', { create_update: null }, (monday) => monday.createUpdate({ itemId: '1', body: 'x' })],
    [
      'createWebhook',
      { create_webhook: null },
      (monday) => monday.createWebhook(BOARD, { event: 'create_item' }),
    ],
    [
      'uploadFile',
      { add_file_to_update: null },
      (monday) => monday.uploadFile({ updateId: '1' }, { name: 'x', content: 'x' }),
    ],
    [
      'aggregate',
      { aggregate: { results: 'x' } },
      (monday) => monday.aggregate({ boardId: BOARD, select: { a: ['COUNT_ITEMS'] } }),
    ],
  ])('of %s whose answer is not what it promised fails as unexpected', async (_name, data, work) => {
    jest.spyOn(app.get(MondayClient), 'run').mockResolvedValue(data);

    await expect(as(work)).rejects.toThrow(MondayUnexpectedAnswerError);
  });
});
