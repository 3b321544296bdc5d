import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ApiClient } from '@mondaydotcomorg/api';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { SandboxState } from '../state/index.js';
import { PlanBudgetRegistry } from './index.js';
import {
  ADMIN,
  ApiUnderTest,
  BOARD,
  FOREIGN_BOARD,
  FOREIGNER,
  VIEWER,
  type Answer,
} from './testing/api-under-test.js';

describe('GraphQLModule', () => {
  let api: ApiUnderTest;
  let url: string;
  let state: SandboxState;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    ({ url } = api);
    state = api.get(SandboxState);
  });

  afterAll(() => api.close());

  beforeEach(() => api.reset());

  async function ask(
    userId: string | undefined,
    query: string,
    headers: Record<string, string> = {},
    variables?: object,
  ): Promise<Answer> {
    const anonymous: Record<string, string> = userId === undefined ? { authorization: '' } : {};
    return api.ask(query, { as: userId, variables, headers: { ...anonymous, ...headers } });
  }

  const codeOf = (answer: Answer): unknown => answer.body.errors?.[0]?.extensions['code'];

  it('says who the token speaks for, sent raw or as Bearer', async () => {
    const query = 'query { me { id kind account { id slug name } } }';
    const token = await state.issueAccessToken(ADMIN);

    const raw = await ask(undefined, query, { authorization: token });
    const bearer = await ask(undefined, query, { authorization: `Bearer ${token}` });

    expect(raw.body.data).toEqual({
      me: {
        id: ADMIN,
        kind: 'admin',
        account: expect.objectContaining({ id: '18345021', slug: 'harbor-pine' }) as unknown,
      },
    });
    expect(bearer.body.data).toEqual(raw.body.data);
    expect(raw.body.account_id).toBe(18345021);
  });

  it.each([undefined, 'x', 'Bearer x.y.z'])('refuses the token %s', async (authorization) => {
    const answer = await ask(undefined, '{ me { id } }', authorization ? { authorization } : {});

    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('NOT_AUTHENTICATED');
  });

  it('names each request, and the version that it answers in, also of a refusal', async () => {
    for (const [query, version] of [
      ['{ me { id } }', '2026-07'],
      ['{ nothing }', '2027-01'],
    ] as const) {
      const answer = await ask(ADMIN, query, { 'api-version': version });
      expect(answer.headers.get('api-version')).toBe(version);
      expect(answer.headers.get('x-request-id')).toBe(answer.body.extensions?.['request_id']);
    }
  });

  it('warns of deprecated fields in good answers, in the form that monday documents', async () => {
    const query = `query Q {\n  boards(limit: 1) { ...f }\n}\nfragment f on Board { mine: owner { id } }`;

    const first = await ask(ADMIN, query);
    const second = await ask(ADMIN, query);
    const without = await ask(ADMIN, '{ boards(limit: 1) { id } }');

    const warning = {
      message: 'Replaced by creator and owners.',
      locations: [{ line: 4, column: 23 }],
      path: ['f', 'owner'],
      extensions: { code: 'deprecatedField', typeName: 'Board', fieldName: 'owner' },
    };
    expect([first, second].map(({ body }) => body.extensions?.['warnings'])).toEqual([[warning], [warning]]);
    expect(without.body.extensions).not.toHaveProperty('warnings');
  });

  it('rejects requests without the required scope', async () => {
    const authorization = await state.issueAccessToken(ADMIN, { scopes: ['me:read'] });

    const answer = await ask(undefined, '{ me { id } boards { id } }', { authorization });

    expect(answer.status).toBe(200);
    expect(codeOf(answer)).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(answer.body.data).toEqual({ me: { id: ADMIN }, boards: null });
  });

  it('serves the typed operations of the official client', async () => {
    const client = new ApiClient({ token: await state.issueAccessToken(ADMIN), endpoint: url });
    const { operations } = client;

    const { me } = await operations.getMeOp();
    const groups = await operations.getBoardGroupsOp({ ids: [BOARD] });
    const created = await operations.createItemOp({ boardId: BOARD, groupId: 'topics', itemName: 'New' });
    const target = { boardId: BOARD, itemId: created.create_item!.id };
    await operations.changeColumnValueOp({ ...target, columnId: 'status', value: '{"label":"Done"}' });
    await operations.changeSimpleColumnValueOp({ ...target, columnId: 'date4', value: '2026-12-24' });
    await operations.changeMultipleColumnValuesOp({ ...target, columnValues: '{"numbers":"7"}' });
    const { boards } = await operations.getBoardItemsOp({ ids: [BOARD] });

    expect(me?.id).toBe(ADMIN);
    expect(groups.boards?.[0]?.groups?.map((group) => group?.id)).toEqual(['topics', 'group_title']);
    const item = boards?.[0]?.items_page.items.find(({ name }) => name === 'New');
    expect(item?.column_values).toEqual([
      { id: 'status', type: 'status', value: '{"index":1}' },
      { id: 'person', type: 'people', value: null },
      { id: 'date4', type: 'date', value: '{"date":"2026-12-24"}' },
      { id: 'numbers', type: 'numbers', value: '"7"' },
    ]);
  });

  it('walks over all items with cursors, by board and by group', async () => {
    const first = await ask(
      ADMIN,
      `{ boards(ids: [${BOARD}]) { items_page(limit: 4) { cursor items { name } } } }`,
    );
    const page = (first.body.data as { boards: { items_page: { cursor: string; items: unknown[] } }[] })
      .boards[0]!.items_page;
    const second = await ask(
      ADMIN,
      'query($c: String!) { next_items_page(cursor: $c, limit: 4) { cursor items { name group { id } } } }',
      {},
      { c: page.cursor },
    );

    expect(page.items).toHaveLength(4);
    expect(second.body.data).toEqual({
      next_items_page: {
        cursor: null,
        items: [
          { name: 'Move the photo archive', group: { id: 'group_title' } },
          { name: 'Translate to Swedish', group: { id: 'group_title' } },
        ],
      },
    });
  });

  it('lists only the boards of the account, and no items of another', async () => {
    const boards = await ask(ADMIN, '{ boards { id } }');
    const foreign = await ask(
      ADMIN,
      `{ boards(ids: [${FOREIGN_BOARD}]) { id } items(ids: [8840517430]) { id } }`,
    );
    const cursor = Buffer.from(
      JSON.stringify({ boardId: FOREIGN_BOARD, offset: 0, expiresAt: Date.now() + 9999 }),
    ).toString('base64url');
    const walked = await ask(ADMIN, `{ next_items_page(cursor: "${cursor}") { items { id } } }`);
    const written = await ask(
      ADMIN,
      `mutation { create_item(board_id: ${FOREIGN_BOARD}, item_name: "x") { id } }`,
    );

    expect(boards.body.data).toEqual({ boards: [{ id: BOARD }, { id: '7310291180' }] });
    expect(foreign.body.data).toEqual({ boards: [], items: [] });
    expect(codeOf(walked)).toBe('ResourceNotFoundException');
    expect(codeOf(written)).toBe('InvalidBoardIdException');
  });

  it('lets viewers read and not write', async () => {
    const read = await ask(VIEWER, `{ boards(ids: [${BOARD}]) { name } }`);
    const written = await ask(VIEWER, `mutation { create_item(board_id: ${BOARD}, item_name: "x") { id } }`);

    expect(read.body.data).toEqual({ boards: [{ name: 'Website relaunch' }] });
    expect(written.status).toBe(403);
    expect(codeOf(written)).toBe('UserUnauthorizedException');
  });

  it.each([
    [
      'an unknown label',
      `change_simple_column_value(board_id: ${BOARD}, item_id: 7310284756, column_id: "status", value: "Nope") { id }`,
      'ColumnValueException',
    ],
    [
      'an unknown column',
      `change_simple_column_value(board_id: ${BOARD}, item_id: 7310284756, column_id: "nope", value: "x") { id }`,
      'InvalidColumnIdException',
    ],
    [
      'a value that is no JSON',
      `change_column_value(board_id: ${BOARD}, item_id: 7310284756, column_id: "status", value: "{") { id }`,
      'InvalidArgumentException',
    ],
    [
      'an item of another board',
      `change_column_value(board_id: ${BOARD}, item_id: 1, column_id: "status", value: "{}") { id }`,
      'InvalidItemIdException',
    ],
    [
      'a name that is too long',
      `create_item(board_id: ${BOARD}, item_name: "${'x'.repeat(256)}") { id }`,
      'ItemNameTooLongException',
    ],
  ])('answers %s with a code and nothing changed', async (_name, mutation, code) => {
    const before = JSON.stringify(
      (await ask(ADMIN, `{ boards(ids: [${BOARD}]) { items_count } }`)).body.data,
    );

    const answer = await ask(ADMIN, `mutation { ${mutation} }`);

    expect(answer.status).toBe(200);
    expect(codeOf(answer)).toBe(code);
    expect(JSON.stringify((await ask(ADMIN, `{ boards(ids: [${BOARD}]) { items_count } }`)).body.data)).toBe(
      before,
    );
  });

  it('knows the versions: flags until 2026-07, kind since, and none that never was', async () => {
    const query = '{ me { is_admin } version { kind value } }';

    const older = await ask(ADMIN, query, { 'api-version': '2026-01' });
    const current = await ask(ADMIN, query);
    const wrong = await ask(ADMIN, query, { 'api-version': '2099-01' });

    expect(older.body.data).toEqual({
      me: { is_admin: true },
      version: { kind: 'maintenance', value: '2026-07' },
    });
    expect(codeOf(current)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(codeOf(wrong)).toBe('InvalidVersionException');
  });

  it.each(['', '{ me { id }', '{ nothing }', 'subscription { me }'])(
    'refuses the query %j',
    async (query) => {
      const answer = await ask(ADMIN, query);

      expect(answer.body.errors).toHaveLength(1);
      expect(answer.body.data).toBeUndefined();
    },
  );

  it('answers a field that it does not serve by its name, and the rest of the query', async () => {
    const answer = await ask(
      ADMIN,
      '{ me { id } sprints(ids: [1]) { id } boards { id permissions inferred_metadata { item_type } } }',
    );

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      me: { id: ADMIN },
      sprints: null,
      boards: [{ id: BOARD, inferred_metadata: null }, { inferred_metadata: null }],
    });
    expect(answer.body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['sprints'], 'LOCAL_PLATFORM_UNSUPPORTED'],
      [['boards', 0, 'inferred_metadata'], 'LOCAL_PLATFORM_UNSUPPORTED'],
      [['boards', 1, 'inferred_metadata'], 'LOCAL_PLATFORM_UNSUPPORTED'],
    ]);
    expect(answer.body.errors?.[0]?.extensions['error_data']).toEqual({ field: 'Query.sprints' });
  });

  it('refuses an argument that it does not heed, and only if it is given', async () => {
    const answer = await ask(ADMIN, '{ users(visibility: "all") { id } }');

    expect(codeOf(answer)).toBe('LOCAL_PLATFORM_UNSUPPORTED');
    expect((await ask(ADMIN, '{ users(visibility: null) { id } }')).body.errors).toBeUndefined();
  });

  it('reports all errors of a query with their locations', async () => {
    const answer = await ask(ADMIN, '{ me { id nope } nothing boards(limit: "x") { id } }');

    const errors = answer.body.errors?.map(({ locations, extensions }) => ({
      locations,
      code: extensions['code'],
    }));
    expect(errors).toEqual([
      { locations: [{ line: 1, column: 11 }], code: 'GRAPHQL_VALIDATION_FAILED' },
      { locations: [{ line: 1, column: 18 }], code: 'GRAPHQL_VALIDATION_FAILED' },
      { locations: [{ line: 1, column: 40 }], code: 'GRAPHQL_VALIDATION_FAILED' },
    ]);
  });

  it('reports an invalid variable like any other error, and a failed alias alone', async () => {
    const wrong = await ask(ADMIN, 'query ($n: Int) { boards(limit: $n) { id } }', {}, { n: 'x' });
    const aliases = await ask(
      ADMIN,
      `mutation {
        lost: archive_item(item_id: 1) { id }
        made: create_item(board_id: ${BOARD}, item_name: "Made") { name }
        refused: create_item(board_id: ${BOARD}, item_name: "") { name }
      }`,
    );

    expect(wrong.body.errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ code: 'GRAPHQL_VALIDATION_FAILED', status_code: 200, error_data: {} }),
    ]);
    expect(aliases.status).toBe(200);
    expect(aliases.body.data).toEqual({ lost: null, made: { name: 'Made' }, refused: null });
    expect(aliases.body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['lost'], 'InvalidItemIdException'],
      [['refused'], 'ItemNameTooLongException'],
    ]);
  });

  it('answers the introspection query of code generators with the schema that it publishes', async () => {
    const answer = await ask(ADMIN, getIntrospectionQuery({ inputValueDeprecation: true }), {
      'api-version': '2027-01',
    });
    const sdl = await (await fetch(`${url}/get_schema?format=sdl&version=release_candidate`)).text();

    const introspected = buildClientSchema(answer.body.data as unknown as IntrospectionQuery);
    expect(printSchema(introspected)).toBe(printSchema(buildSchema(sdl)));
  });

  it('publishes its schema as SDL and as JSON, by version', async () => {
    const sdl = await (await fetch(`${url}/get_schema?format=sdl&version=2026-07`)).text();
    const json = (await (await fetch(`${url}/get_schema`)).json()) as { data: IntrospectionQuery };

    expect(buildSchema(sdl).getType('User')?.toConfig()).toHaveProperty('fields.is_admin');
    expect(buildClientSchema(json.data).getType('User')?.toConfig()).not.toHaveProperty('fields.is_admin');
    for (const query of ['format=xml', 'version=2099-01']) {
      expect((await fetch(`${url}/get_schema?${query}`)).status).toBe(400);
    }
  });

  it('replays the first reply to a mutation with the same key', async () => {
    const mutation = `mutation { create_item(board_id: ${BOARD}, item_name: "Once") { id } }`;

    const first = await ask(ADMIN, mutation, { 'idempotency-key': 'k1' });
    const second = await ask(ADMIN, mutation, { 'idempotency-key': 'k1' });
    const other = await ask(
      FOREIGNER,
      `mutation { create_item(board_id: ${FOREIGN_BOARD}, item_name: "x") { id } }`,
      { 'idempotency-key': 'k1' },
    );

    expect(second.body.data).toEqual(first.body.data);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(other.headers.get('idempotency-replayed')).toBeNull();
  });

  it('shows its budget in every reply and refuses a query above it', async () => {
    const answer = await ask(ADMIN, '{ me { id } complexity { before query after } }');
    const { complexity } = answer.body.data as {
      complexity: { before: number; query: number; after: number };
    };
    const nested =
      '{ boards(limit: 500) { items_page(limit: 500) { items { board { items_page(limit: 500) { items { id } } } } } } }';
    const refused = await ask(ADMIN, nested);

    expect(answer.headers.get('ratelimit')).toContain('"minuteRate";r=2499');
    expect(complexity.before - complexity.query).toBe(complexity.after);
    expect(refused.status).toBe(200);
    expect(refused.body.data).toBeUndefined();
    expect(codeOf(refused)).toBe('REQUEST_MAX_COMPLEXITY_EXCEEDED');
    expect(refused.headers.get('retry-after')).toBeNull();
  });

  it('refuses a query when the complexity of the minute is spent', async () => {
    const budget = api.get(PlanBudgetRegistry).of(state.accountOf(state.requireUser(ADMIN)));
    budget!.acquire('read', 4_999_999);
    budget!.release();

    const refused = await ask(ADMIN, '{ me { id } }');

    expect(refused.status).toBe(429);
    expect(codeOf(refused)).toBe('COMPLEXITY_BUDGET_EXHAUSTED');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body.errors?.[0]?.extensions['retry_in_seconds']).toBeGreaterThan(0);
  });

  it.each([
    ['deep', `{ ${'boards { '.repeat(60)} id ${'}'.repeat(60)} }`],
    ['deep for the parser', `{ ${'a { '.repeat(3_000)} id ${'}'.repeat(3_000)} }`],
    ['deep in a value', `{ boards(ids: ${'['.repeat(60)}${']'.repeat(60)}) { id } }`],
    ['wide', `{ ${'me { id } '.repeat(4_000)} }`],
    ['repetitive', `{ ${'me { id } '.repeat(2_400)} }`],
    ['repetitive below', `{ ${`me { ${'id '.repeat(40)} } `.repeat(40)} }`],
    ['costly', '{ boards(limit: 100000) { items_page(limit: 500) { items { id } } } }'],
  ])('refuses a query that is too %s', async (_name, query) => {
    const answer = await ask(ADMIN, query);

    expect([answer.status, codeOf(answer)]).toEqual([200, 'REQUEST_MAX_COMPLEXITY_EXCEEDED']);
    expect(answer.body.data).toBeUndefined();
  });

  it('limits the boards that are created in a minute, and answers the rest of the operation', async () => {
    const call = (index: number): string =>
      `b${index}: create_board(board_name: "B", board_kind: public) { id }`;
    const calls = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, index) => call(from + index)).join(' ');

    const answer = await ask(ADMIN, `mutation { ${calls(0, 41)} }`);
    const again = await ask(ADMIN, `mutation { ${call(0)} }`);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ b39: { id: expect.any(String) as unknown }, b40: null });
    expect(answer.body.errors?.map(({ path, message }) => [path, message])).toEqual([
      [['b40'], 'Call limit exceeded for CreateBoard'],
    ]);
    expect([again.status, codeOf(again)]).toEqual([429, 'FIELD_LIMIT_EXCEEDED']);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('limits the calls of a minute by account', async () => {
    api.get(PlanBudgetRegistry).reset();
    const token = { authorization: await state.issueAccessToken(FOREIGNER) };
    const budget = api.get(PlanBudgetRegistry).of(state.accountOf(state.requireUser(FOREIGNER)));
    for (let calls = 0; calls < 999; calls += 1) {
      budget!.acquire('read', 1);
      budget!.release();
    }

    expect((await ask(undefined, '{ version { value } }', token)).status).toBe(200);
    expect((await ask(undefined, '{ version { value } }', token)).status).toBe(429);
    expect((await ask(ADMIN, '{ version { value } }')).status).toBe(200);
  });

  it('keeps changes over a restart', async () => {
    await ask(ADMIN, `mutation { create_item(board_id: ${BOARD}, item_name: "Kept") { id } }`);
    await api.restart();
    ({ url } = api);
    state = api.get(SandboxState);

    const answer = await ask(
      ADMIN,
      `{ boards(ids: [${BOARD}]) { items_page(query_params: {rules: [{column_id: "name", compare_value: ["kept"], operator: contains_text}]}) { items { name } } } }`,
    );

    expect(answer.body.data).toEqual({ boards: [{ items_page: { items: [{ name: 'Kept' }] } }] });
  });

  describe('webhooks', () => {
    let receiver: Server;
    let received: {
      authorization: string | undefined;
      body: { challenge?: string; event?: Record<string, unknown> };
    }[];
    let waiting: (() => void)[];
    let echoes: boolean;

    beforeEach(async () => {
      received = [];
      waiting = [];
      echoes = true;
      receiver = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
          const body = JSON.parse(text) as { challenge?: string };
          received.push({ authorization: request.headers.authorization, body });
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(echoes ? body : {}));
          for (const wake of waiting.splice(0)) wake();
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    });

    afterEach(async () => {
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    });

    async function until(count: number): Promise<void> {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    }

    const hook = (event: string): string =>
      `mutation { create_webhook(board_id: ${BOARD}, url: "http://127.0.0.1:${(receiver.address() as AddressInfo).port}/x", event: ${event}) { id } }`;

    it('shakes hands, then sends signed events under their other names', async () => {
      const created = await ask(ADMIN, hook('create_item'));
      await ask(ADMIN, `mutation { create_item(board_id: ${BOARD}, item_name: "Seen") { id } }`);
      await until(2);

      expect(received[0]).toMatchObject({
        authorization: undefined,
        body: { challenge: expect.any(String) as unknown },
      });
      expect(received[1]?.authorization).toMatch(/^eyJ/);
      expect(received[1]?.body.event).toMatchObject({
        type: 'create_pulse',
        pulseName: 'Seen',
        boardId: Number(BOARD),
      });
      const { id } = (created.body.data as { create_webhook: { id: string } }).create_webhook;
      expect((await ask(ADMIN, `mutation { delete_webhook(id: ${id}) { id } }`)).body.errors).toBeUndefined();
    });

    it('makes no webhook where the address does not echo', async () => {
      echoes = false;

      expect(codeOf(await ask(ADMIN, hook('create_item')))).toBe('InvalidArgumentException');
      expect((await ask(ADMIN, `{ webhooks(board_id: ${BOARD}) { id } }`)).body.data).toEqual({
        webhooks: [],
      });
    });
  });
});
