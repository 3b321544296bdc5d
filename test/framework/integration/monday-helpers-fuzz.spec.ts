import { createHash } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Param, Post } from '@nestjs/common';
import fc from 'fast-check';
import { AllowReadOnly, runAs } from '../../../src/caller/index.js';
import { BaseError, MondayCodeAPIError } from '../../../src/errors/index.js';
import { MondayApi, MondayModule } from '../../../src/monday/index.js';
import { MondayClient, MondayUnexpectedAnswerError } from '../../../src/monday/client/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { TestApp, type Login } from '../../../src/testing/index.js';
import { anyCharacter } from '../support/any-character.js';

const RUNS = 25;
const BOARD = '7310284655';

type Helper = (monday: MondayApi, one: never, two: never) => unknown;

/** The helpers with what they take: each argument may be anything, as from a body that nobody checked. */
const HELPERS: Readonly<Record<string, Helper>> = {
  item: (monday, id) => monday.item(id),
  items: (monday, board, options) => collect(monday.items(board, options)),
  itemsPage: (monday, board, options) => monday.itemsPage(board, options),
  nextItemsPage: (monday, cursor, size) => monday.nextItemsPage(cursor, size),
  itemsByColumnValues: (monday, board, columns) => collect(monday.itemsByColumnValues(board, columns)),
  boards: (monday, filter) => monday.boards(filter),
  allBoards: (monday, filter) => collect(monday.allBoards(filter)),
  users: (monday, filter) => collect(monday.users(filter)),
  createItem: (monday, item) => monday.createItem(item),
  updateColumns: (monday, changes) => monday.updateColumns(changes),
  createUpdate: (monday, update) => monday.createUpdate(update),
  notify: (monday, notification) => monday.notify(notification),
  uploadFile: (monday, target, file) => monday.uploadFile(target, file),
  aggregate: (monday, aggregation) => monday.aggregate(aggregation),
  webhooks: (monday, board) => monday.webhooks(board),
  createWebhook: (monday, board, webhook) => monday.createWebhook(board, webhook),
  deleteWebhook: (monday, id) => monday.deleteWebhook(id),
  syncWebhooks: (monday, board, webhooks) => monday.syncWebhooks(board, webhooks),
};
const NAMES = Object.keys(HELPERS);

/** At most a hundred entries, so that no list of the platform is read whole. */
async function collect(entries: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const entry of entries) {
    found.push(entry);
    if (found.length === 100) break;
  }
  return found;
}

/** Passes on what a client sends, unchecked. */
@AllowReadOnly()
@Controller('helpers')
class HelpersController {
  constructor(private readonly monday: MondayApi) {}

  @Post(':name')
  @HttpCode(200)
  async run(@Param('name') name: string, @Body() { given }: { given: never[] }): Promise<unknown> {
    return { result: await HELPERS[name]?.(this.monday, given[0]!, given[1]!) };
  }
}

@Module({ imports: [MondayModule], controllers: [HelpersController] })
class HelpersModule {}

const FIELDS = fc.constantFrom(
  ...[
    'boardId',
    'itemId',
    'userId',
    'targetId',
    'updateId',
    'columnId',
    'groupId',
    'parentId',
    'ids',
    'name',
  ],
  ...[
    'columns',
    'values',
    'value',
    'rules',
    'filter',
    'operator',
    'orderBy',
    'direction',
    'attribute',
    'limit',
  ],
  ...[
    'pageSize',
    'page',
    'kind',
    'state',
    'emails',
    'text',
    'body',
    'targetType',
    'content',
    'type',
    'select',
  ],
  ...['groupBy', 'event', 'config', 'createLabels', 'workspaceIds', '__proto__', 'constructor'],
);
const TEXTS = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 8 }),
  fc.constantFrom(BOARD, '', '0', '-1', '\u0000', '\ud800', 'x'.repeat(5_000), 'status', 'create_item', '{}'),
);
const LEAVES = fc.oneof(
  TEXTS,
  fc.constantFrom<unknown>(null, 0, -1, 0.5, 1e21, 5, true, [], {}, ['status'], [null], [{}]),
);
const ANYTHING = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    LEAVES,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(FIELDS, TEXTS), tie('value'), { maxKeys: 5 }),
  ),
})).value;
/** Of one option, so that many arguments get past the first checks. */
const NEARLY_RIGHT = fc
  .tuple(FIELDS, ANYTHING)
  .map(([name, value]) => ({ boardId: BOARD, itemId: '1', name: 'x', columns: {}, [name]: value }));
const ARGUMENT = fc.oneof(ANYTHING, NEARLY_RIGHT, fc.constant(BOARD));

describe('the helpers of MondayApi', () => {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    app = await TestApp.start({ imports: [HelpersModule] });
    login = await app.login();
  });
  afterAll(() => app.close());
  afterEach(() => jest.restoreAllMocks());

  const state = async (): Promise<string> => {
    const hash = createHash('sha256');
    const entries = await app.get(Persistence).scan({ prefix: '', limit: 10_000 });
    for (const { key, value } of entries) {
      if (!/^(monday\/budgets|cron|auth)\//.test(key)) hash.update(`${key}\n${value}\n`);
    }
    return hash.digest('hex');
  };
  const run = (name: string, given: readonly unknown[]): Promise<unknown> =>
    runAs({ accountId: login.user.account.id, userId: login.user.id, kind: 'job' }, async () => {
      await HELPERS[name]!(app.get(MondayApi), given[0] as never, given[1] as never);
    });
  /** The error, which must be one of ours; `undefined` for a success. */
  const failure = async (name: string, given: readonly unknown[]): Promise<unknown> => {
    try {
      await run(name, given);
      return undefined;
    } catch (error) {
      if (error instanceof BaseError || error instanceof MondayCodeAPIError) return error;
      throw error;
    }
  };

  it('refuses the id of a board that is no text', async () => {
    jest.spyOn(app.get(MondayClient), 'run').mockResolvedValue({});
    const id: unknown = Object.create(null);
    for (const given of [
      [id, []],
      [id, { event: 'create_item' }],
    ]) {
      const name = Array.isArray(given[1]) ? 'syncWebhooks' : 'createWebhook';
      expect(await failure(name, given)).toMatchObject({ code: 'monday.argument_invalid' });
    }
  });

  it.each(NAMES)('%s refuses any argument with an error of ours', async (name) => {
    const answers = jest.spyOn(app.get(MondayClient), 'run').mockResolvedValue({});
    await fc.assert(
      fc.asyncProperty(fc.array(ARGUMENT, { maxLength: 2 }), async (given) => {
        await failure(name, given);
      }),
      { numRuns: 8 * RUNS },
    );
    answers.mockRestore();
  });

  const GOOD: Readonly<Record<string, readonly unknown[]>> = {
    item: ['1'],
    items: [BOARD, { filter: { rules: [{ columnId: 'status', value: [1] }] } }],
    nextItemsPage: ['cursor'],
    itemsByColumnValues: [BOARD, [{ columnId: 'status', values: ['Done'] }]],
    boards: [{ limit: 2 }],
    allBoards: [{ pageSize: 2 }],
    users: [{ pageSize: 2 }],
    createItem: [{ boardId: BOARD, name: 'x', columns: { status: null } }],
    updateColumns: [{ boardId: BOARD, itemId: '1', columns: { status: null } }],
    createUpdate: [{ itemId: '1', body: 'x' }],
    notify: [{ userId: '1', targetId: '1', text: 'x' }],
    uploadFile: [
      { boardId: BOARD, itemId: '1', columnId: 'files' },
      { name: 'x', content: 'x' },
    ],
    aggregate: [{ boardId: BOARD, select: { items: ['COUNT_ITEMS'] }, groupBy: ['status'] }],
    itemsPage: [BOARD, { groupId: 'topics' }],
    webhooks: [BOARD],
    createWebhook: [BOARD, { event: 'create_item' }],
    deleteWebhook: ['1'],
    syncWebhooks: [BOARD, [{ event: 'create_item' }]],
  };
  /** Fields of monday's replies. */
  const REPLY = fc.constantFrom(
    ...['items', 'boards', 'users', 'groups', 'items_page', 'next_items_page', 'items_page_by_column_values'],
    ...['create_item', 'change_multiple_column_values', 'create_update', 'create_notification', 'aggregate'],
    ...[
      'add_file_to_column',
      'webhooks',
      'create_webhook',
      'delete_webhook',
      'columns',
      'column_values',
      'group',
    ],
    ...[
      'results',
      'entries',
      'alias',
      'value',
      'result',
      'id',
      'name',
      'type',
      'text',
      'cursor',
      '__proto__',
    ],
  );
  const REPLIES = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      LEAVES,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(REPLY, tie('value'), { maxKeys: 5 }),
    ),
  })).value;
  const ROOTS = fc.dictionary(REPLY, REPLIES, { maxKeys: 8 });

  it.each(NAMES)('%s takes any reply of monday for a result or an error of ours', async (name) => {
    let before = await state();
    const replies = jest.spyOn(app.get(MondayClient), 'run');
    await fc.assert(
      fc.asyncProperty(fc.array(ROOTS, { minLength: 1, maxLength: 3 }), async (roots) => {
        let next = 0;
        replies.mockImplementation(() => Promise.resolve(roots[next++ % roots.length] as never));
        const error = await failure(name, GOOD[name]!);
        // What monday made is kept in step, and nothing of what it did not make.
        if (error === undefined) before = await state();
        else expect(await state()).toBe(before);
      }),
      { numRuns: 4 * RUNS },
    );
  });
  it('that list items end if monday repeats a cursor', async () => {
    const page = { cursor: 'again', items: [{ id: '1', name: 'x', group: null, column_values: [] }] };
    const answer = { boards: [{ items_page: page }], next_items_page: page };
    jest.spyOn(app.get(MondayClient), 'run').mockResolvedValue(answer);
    expect(await failure('items', [BOARD])).toBeInstanceOf(MondayUnexpectedAnswerError);
  });

  it('name the argument that is wrong, and send nothing', async () => {
    const sent = jest.spyOn(app.get(MondayClient), 'run');
    const wrong: readonly (readonly [string, readonly unknown[], string])[] = [
      ['items', [BOARD, { pageSize: 0 }], 'pageSize'],
      ['items', [BOARD, { limit: NaN }], 'limit'],
      ['items', [BOARD, { filter: { rules: [{}] } }], 'filter.rules.columnId'],
      ['itemsByColumnValues', [BOARD, [{ columnId: 'status', values: 'Done' }]], 'columns.values'],
      ['createItem', [{ boardId: BOARD, name: 'x', columns: { a: 1n } }], 'columns'],
      ['uploadFile', [{ updateId: '1' }, { name: 'x', content: 7 }], 'file.content'],
      ['aggregate', [{ boardId: BOARD, select: { sum: 'SUM' } }], 'select.sum'],
      ['syncWebhooks', [BOARD, {}], 'webhooks'],
    ];
    for (const [name, given, argument] of wrong) {
      expect(await failure(name, given)).toMatchObject({
        code: 'monday.argument_invalid',
        status: 400,
        details: { argument },
      });
    }
    expect(sent).not.toHaveBeenCalled();
  });

  it.each(NAMES)('%s never causes a 500 over HTTP', async (name) => {
    const before = await state();
    await fc.assert(
      fc.asyncProperty(fc.array(ARGUMENT, { minLength: 2, maxLength: 2 }), async (given) => {
        const reply = await login.http.post(`/helpers/${name}`, { given });
        if (reply.status === 200) return;
        expect([400, 403, 404, 409, 422, 502]).toContain(reply.status);
        expect(reply.json()).toMatchObject({ code: expect.stringMatching(/^[a-z-]+\.[a-z_]+$/) as unknown });
        expect(await state()).toBe(before);
      }),
      { numRuns: RUNS },
    );
  });
});
