import fc from 'fast-check';
import { buildSchema, parse, validate, type GraphQLEnumType } from 'graphql';
import { runAs } from '../../../src/caller/index.js';
import {
  columnsJson,
  FRAMEWORK_SCOPES,
  MondayApi,
  readColumn,
  writeColumn,
  type ColumnContent,
  type ColumnInput,
} from '../../../src/monday/index.js';
import { COLUMN_READERS } from '../../../src/monday/columns/read-column.js';
import { COLUMN_FIELDS } from '../../../src/monday/columns/index.js';
import { TestApp, type Login } from '../../../src/testing/index.js';

const BOARD = '7310284655';
const ITEM = '7310284756';
const NEIGHBOUR = '7310284857';
const OTHER_BOARD = '7310291180';
const LINKED = '7310291281';
const PERSON = '58120517';

const DAY_MS = 24 * 60 * 60 * 1000;
const dayAfter = (first: number, days: number): string =>
  new Date(first + days * DAY_MS).toISOString().slice(0, 10);
const days = fc.integer({ min: 0, max: 20_000 }).map((day) => day * DAY_MS);
const words = fc.stringMatching(/^[A-Za-z][\w ,"'äß€-]{0,30}[a-z]$/);
const hosts = fc.stringMatching(/^[a-z]{1,10}$/).map((name) => `${name}.example`);
const two = (number: number): string => String(number).padStart(2, '0');

type Pair = readonly [ColumnInput, ColumnContent];

/** For each type that can be written, what is written and what must be read. */
const PAIRS: Readonly<Record<string, fc.Arbitrary<Pair>>> = {
  text: words.map((text) => [writeColumn.text(text), { type: 'text', text }]),
  long_text: words.map((text) => [writeColumn.long_text(text), { type: 'long_text', text }]),
  numbers: fc
    .bigInt({ min: -(10n ** 29n), max: 10n ** 29n })
    .map((number) => [
      writeColumn.numbers(number),
      { type: 'numbers', number: Number(number), digits: String(number) },
    ]),
  status: fc
    .tuple(fc.constantFrom(['Done', 1] as const, ['Stuck', 2] as const), fc.boolean())
    .map(([[label, index], isByIndex]) => [
      writeColumn.status(isByIndex ? { index } : { label }),
      { type: 'status', index, label },
    ]),
  dropdown: fc.tuple(fc.constantFrom([1], [2], [2, 1]), fc.boolean()).map(([ids, isById]) => {
    const labels = ids.map((id) => (id === 1 ? 'Red, or blue' : 'Green'));
    return [writeColumn.dropdown(isById ? { ids } : { labels }), { type: 'dropdown', ids, labels }];
  }),
  checkbox: fc.constant([writeColumn.checkbox(true), { type: 'checkbox', isChecked: true }]),
  rating: fc
    .integer({ min: 1, max: 5 })
    .map((rating) => [writeColumn.rating(rating), { type: 'rating', rating }]),
  color_picker: fc
    .stringMatching(/^#[0-9a-f]{6}$/)
    .map((color) => [writeColumn.color_picker(color), { type: 'color_picker', color }]),
  date: fc.tuple(days, fc.integer({ min: 0, max: 59 })).map(([day, second]) => {
    const date = dayAfter(day, 0);
    const time = `09:05:${two(second)}`;
    return [writeColumn.date(date, time), { type: 'date', date, time }];
  }),
  timeline: fc.tuple(days, fc.integer({ min: 0, max: 99 })).map(([day, length]) => {
    const [from, to] = [dayAfter(day, 0), dayAfter(day, length)];
    return [writeColumn.timeline(from, to), { type: 'timeline', from, to }];
  }),
  week: days.map((day) => {
    // The epoch was a Thursday.
    const monday = day - ((day / DAY_MS + 3) % 7) * DAY_MS;
    const [from, to] = [dayAfter(monday, 0), dayAfter(monday, 6)];
    return [writeColumn.week(from, to), { type: 'week', from, to }];
  }),
  hour: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => [writeColumn.hour(hour, minute), { type: 'hour', hour, minute }]),
  world_clock: fc
    .constantFrom('Europe/London', 'Asia/Tokyo')
    .map((timezone) => [writeColumn.world_clock(timezone), { type: 'world_clock', timezone }]),
  people: fc.constant([
    writeColumn.people([{ id: PERSON, kind: 'person' }]),
    { type: 'people', people: [{ id: PERSON, kind: 'person' }] },
  ]),
  person: fc.constant([writeColumn.person(PERSON), { type: 'person', id: PERSON }]),
  link: fc.tuple(hosts, words).map(([host, text]) => {
    const url = `https://${host}`;
    return [writeColumn.link(url, text), { type: 'link', url, text }];
  }),
  email: fc.tuple(hosts, words).map(([host, text]) => {
    const email = `a@${host}`;
    return [writeColumn.email(email, text), { type: 'email', email, text }];
  }),
  phone: fc
    .stringMatching(/^\+[1-9]\d{6,12}$/)
    .map((phone) => [writeColumn.phone(phone, 'US'), { type: 'phone', phone, country: 'US' }]),
  country: fc.constant([
    writeColumn.country('SE', 'Sweden'),
    { type: 'country', code: 'SE', name: 'Sweden' },
  ]),
  location: fc
    .tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -18000, max: 18000 }), words)
    .map(([lat, lng, address]) => [
      writeColumn.location(lat / 100, lng / 100, address),
      { type: 'location', lat: lat / 100, lng: lng / 100, address },
    ]),
  board_relation: fc.constant([
    writeColumn.board_relation([LINKED]),
    { type: 'board_relation', itemIds: [LINKED], display: 'Fjord Coffee' },
  ]),
  dependency: fc.constant([
    writeColumn.dependency([NEIGHBOUR]),
    { type: 'dependency', itemIds: [NEIGHBOUR], display: expect.any(String) as string },
  ]),
};

/** Columns that monday fills, and those whose values need records of their own. */
const OTHERS = [
  ...['tags', 'team', 'formula', 'mirror', 'vote', 'time_tracking', 'creation_log', 'last_updated'],
  ...['item_id', 'group', 'button', 'integration', 'auto_number', 'progress', 'file', 'doc'],
];

/** The types with a write form (docs/monday-platform.md#column-values). */
const WRITABLE = [
  ...['name', 'text', 'long_text', 'numbers', 'status', 'dropdown', 'tags', 'checkbox', 'rating'],
  ...['color_picker', 'date', 'timeline', 'week', 'hour', 'world_clock', 'people', 'person', 'team'],
  ...['link', 'email', 'phone', 'country', 'location', 'board_relation', 'dependency'],
];

const DEFAULTS: Readonly<Record<string, object>> = {
  dropdown: {
    labels: [
      { id: 1, label: 'Red, or blue' },
      { id: 2, label: 'Green' },
    ],
  },
  board_relation: { boardIds: [Number(OTHER_BOARD)] },
  status: {
    labels: [
      { id: 1, label: 'Done', index: 1, color: 1 },
      { id: 2, label: 'Stuck', index: 2, color: 2 },
    ],
  },
  formula: { formula: '{numbers} * 2' },
  button: { label: 'Go' },
  mirror: {
    relation_column: { c_board_relation: true },
    displayed_linked_columns: { [OTHER_BOARD]: ['name'] },
  },
};

const CREATE = `mutation ($id: String!, $type: ColumnType!, $defaults: JSON) {
  create_column(board_id: ${BOARD}, id: $id, title: $id, column_type: $type, defaults: $defaults) { id } }`;
const CHANGE = `mutation ($values: JSON!) {
  change_multiple_column_values(board_id: ${BOARD}, item_id: ${ITEM}, column_values: $values) { id } }`;

describe('columns of the local platform', () => {
  let app: TestApp;
  let admin: Login;

  const as = <T>(work: (monday: MondayApi) => Promise<T>): Promise<T> =>
    runAs({ accountId: admin.user.account.id, userId: admin.user.id, kind: 'job' }, () =>
      work(app.get(MondayApi)),
    );

  const read = async (): Promise<Record<string, ColumnContent | null>> => {
    const { items } = await as((monday) => monday.itemsPage(BOARD));
    const item = items.find(({ id }) => id === ITEM);
    return Object.fromEntries(item!.columnValues.map((column) => [column.id, readColumn(column)]));
  };

  beforeAll(async () => {
    const scopes = [...Object.keys(FRAMEWORK_SCOPES), 'boards:write', 'teams:write', 'docs:write'].join(' ');
    app = await TestApp.start({ variables: { MONDAY_OAUTH_SCOPES: scopes } });
    admin = await app.login();
    for (const type of [...Object.keys(PAIRS), ...OTHERS]) {
      const defaults = DEFAULTS[type] && JSON.stringify(DEFAULTS[type]);
      await as((monday) => monday.mutate(CREATE, { id: `c_${type}`, type, defaults }));
    }
  });
  afterAll(() => app.close());

  it('reads the written value, for every type that has a builder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(PAIRS), async (pairs) => {
        const entries = Object.entries(pairs as Record<string, Pair>);
        const values = Object.fromEntries(entries.map(([type, [input]]) => [`c_${type}`, input]));
        await as((monday) => monday.mutate(CHANGE, { values: columnsJson(values) }));

        const expected = Object.fromEntries(entries.map(([type, [, content]]) => [`c_${type}`, content]));
        expect(await read()).toMatchObject(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('reads a formula, and no value from a column that was cleared with null', async () => {
    await as((monday) => monday.mutate(CHANGE, { values: columnsJson({ c_text: null, c_checkbox: null }) }));

    expect(await read()).toMatchObject({
      c_formula: { type: 'formula', display: '24' },
      c_text: null,
      c_checkbox: null,
    });
  });

  it('reads tags and a team by the ids that monday assigned', async () => {
    const { tag, team } = await as((monday) =>
      monday.mutate<Record<'tag' | 'team', { id: string | number }>>(`mutation {
        tag: create_or_get_tag(tag_name: "urgent", board_id: ${BOARD}) { id }
        team: create_team(input: { name: "Crew", subscriber_ids: [${PERSON}] }) { id } }`),
    );
    const values = { c_tags: writeColumn.tags([tag.id]), c_team: writeColumn.team(team.id) };
    await as((monday) => monday.mutate(CHANGE, { values: columnsJson(values) }));

    expect(await read()).toMatchObject({
      c_tags: { type: 'tags', ids: [Number(tag.id)] },
      c_team: { type: 'team', id: String(team.id) },
    });
  });

  it('writes the name of an item', async () => {
    await as((monday) =>
      monday.mutate(CHANGE, { values: columnsJson({ name: writeColumn.name('New, "name"') }) }),
    );
    const { items } = await as((monday) => monday.itemsPage(BOARD));
    expect(items.find(({ id }) => id === ITEM)?.name).toBe('New, "name"');
  });

  it('reads the columns that monday fills', async () => {
    await as((monday) =>
      monday.mutate(CHANGE, {
        values: columnsJson({ c_board_relation: writeColumn.board_relation([LINKED]) }),
      }),
    );
    await as((monday) =>
      monday.mutate(
        `mutation { create_doc(location: { board: { item_id: ${ITEM}, column_id: "c_doc" } }) { id } }`,
      ),
    );
    const text = expect.stringMatching(/./) as string;
    expect(await read()).toMatchObject({
      c_mirror: { type: 'mirror', display: 'Fjord Coffee' },
      c_creation_log: { type: 'creation_log', at: text, userId: text },
      c_last_updated: { type: 'last_updated', at: text, userId: admin.user.id },
      c_item_id: { type: 'item_id', itemId: ITEM },
      c_group: { type: 'group', groupId: 'topics' },
      c_button: { type: 'button', text: 'Go' },
      c_auto_number: { type: 'auto_number', text: '1' },
      c_progress: { type: 'progress', text: expect.stringMatching(/^\d+%$/) as string },
      c_doc: { type: 'doc', files: [{ assetId: null, url: null }] },
      // Empty: the API cannot vote, track time or write for an integration; see the generated board below.
      c_vote: null,
      c_time_tracking: null,
      c_integration: null,
      c_file: null,
    });
  });

  it('reads what only the pages of monday and its integrations write', async () => {
    const board = await app.platform.http.post('/__sandbox/boards', { userId: admin.user.id, items: 60 });
    const { id } = board.json<{ id: string }>();
    const { items } = await as((monday) => monday.itemsPage(id, { pageSize: 60 }));
    const columns = items.flatMap(({ columnValues }) => columnValues);
    const contents = new Map<string, ColumnContent>();
    for (const column of columns) {
      const content = readColumn(column);
      if (content) contents.set(column.type, content);
    }

    const number = expect.stringMatching(/^\d+$/) as string;
    expect(Object.fromEntries(contents)).toMatchObject({
      vote: { type: 'vote', count: 1, userIds: [number] },
      time_tracking: {
        type: 'time_tracking',
        seconds: expect.any(Number) as number,
        isRunning: false,
        startedAt: null,
      },
      integration: { type: 'integration', issueId: number, entityId: number },
      file: {
        type: 'file',
        files: [
          {
            name: expect.stringMatching(/\.pdf$/) as string,
            assetId: null,
            url: expect.stringMatching(/^https:/) as string,
          },
        ],
      },
    });
    expect([...contents].filter(([type, content]) => content.type !== type)).toEqual([]);
  });

  it('reads a file that was uploaded, and clears it', async () => {
    const form = new FormData();
    const query = `mutation ($file: File!) { add_file_to_column(item_id: ${ITEM}, column_id: "c_file", file: $file) { id } }`;
    form.set('query', query);
    form.set('variables', '{"file":null}');
    form.set('map', '{"0":["variables.file"]}');
    form.set('0', new File(['hello'], 'note, one.txt', { type: 'text/plain' }));
    const scopes = ['boards:write', 'assets:read'];
    const authorization = await app.platform.accessToken(admin.user.id, undefined, scopes);
    const reply = await fetch(`${app.platform.url}/v2/file`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    const { data } = (await reply.json()) as { data: { add_file_to_column: { id: string } } };

    expect(await read()).toMatchObject({
      c_file: {
        type: 'file',
        files: [{ name: 'note, one.txt', assetId: data.add_file_to_column.id, url: null }],
      },
    });
    await as((monday) => monday.mutate(CHANGE, { values: columnsJson({ c_file: null }) }));
    expect((await read())['c_file']).toBeNull();
  });

  it('has a reader for every type of monday`s schema, and a builder for each that can be written', async () => {
    const schema = buildSchema(await fetchSchema('2026-10'));
    const types = (schema.getType('ColumnType') as GraphQLEnumType).getValues().map(({ name }) => name);
    // monday returns no values of these (docs/monday-platform.md#column-values).
    const raw = ['direct_doc', 'item_assignees', 'unsupported'];

    expect(types.filter((type) => !(type in COLUMN_READERS)).sort()).toEqual(raw);
    expect(Object.keys(writeColumn).sort()).toEqual([...WRITABLE].sort());
  });

  it('reads the subitems of an item', async () => {
    const { subitem } = await as((monday) =>
      monday.mutate<{ subitem: { id: string } }>(
        `mutation { subitem: create_subitem(parent_item_id: ${ITEM}, item_name: "Part, one") { id } }`,
      ),
    );
    const subtasks = Object.values(await read()).find((content) => content?.type === 'subtasks');
    expect(subtasks).toEqual({
      type: 'subtasks',
      itemIds: [subitem.id],
      display: 'Part, one',
    });
  });

  it.each(['2026-07', '2026-10', '2027-01', 'dev'])(
    'requests only fields that version %s has',
    async (version) => {
      const reply = await fetchSchema(version);
      const query = parse(`{ items { column_values { ${COLUMN_FIELDS} } } }`);
      expect(validate(buildSchema(reply), query)).toEqual([]);
    },
  );

  async function fetchSchema(version: string): Promise<string> {
    const url = `${app.platform.url}/v2/get_schema`;
    return (await app.http().get(url, { query: { format: 'sdl', version } })).text;
  }
});
