import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { insertColumn, Reader } from '../store/index.js';
import { ADMIN, ApiUnderTest, BOARD, MEMBER } from '../testing/api-under-test.js';
import { COLUMN_TYPES } from './registry.js';

const ACCOUNT = 18345021;
const OTHER_BOARD = '7310291180';
/** Ids in the seed. */
const LINKED = 7310291281;

/** A value in its written and read forms. */
interface Example {
  readonly type: string;
  readonly json: unknown;
  /** The form of `change_simple_column_value`; missing if the type has none. */
  readonly simple?: string;
  readonly text: string | null;
  readonly value: unknown;
  /** Fields of the GraphQL type, with the expected values. */
  readonly fields?: string;
  readonly shows?: object;
  readonly wrong: readonly unknown[];
  readonly wrongSimple?: readonly string[];
}

const EXAMPLES: readonly Example[] = [
  {
    type: 'text',
    json: 'Hello',
    simple: 'Hello',
    text: 'Hello',
    value: 'Hello',
    wrong: [5, ['x'], { text: 'x' }],
  },
  {
    type: 'long_text',
    json: { text: 'One\nTwo' },
    simple: 'One\nTwo',
    text: 'One\nTwo',
    value: { text: 'One\nTwo' },
    wrong: [5, { text: 5 }, { txt: 'x' }],
  },
  {
    type: 'numbers',
    json: '12.50',
    simple: '12.50',
    text: '12.50',
    value: '12.50',
    fields: 'number symbol direction',
    shows: { number: 12.5, symbol: null },
    wrong: ['x', '1e9', { number: 1 }],
    wrongSimple: ['1,5', 'NaN'],
  },
  {
    type: 'status',
    json: { label: 'Done' },
    simple: 'Done',
    text: 'Done',
    value: { index: 1 },
    fields: 'index label is_done label_style { color border } updated_at',
    shows: { index: 1, label: 'Done', is_done: true, label_style: { color: '#00c875' } },
    wrong: [
      { label: 'Nope' },
      { index: 99 },
      { index: 'x' },
      { x: 1 },
      { index: [1] },
      { index: { toString: 5 } },
    ],
    wrongSimple: ['Nope', '99'],
  },
  {
    type: 'dropdown',
    json: { labels: ['B', 'A'] },
    simple: 'B, A',
    text: 'B, A',
    value: { ids: [2, 1] },
    fields: 'values { id label }',
    shows: {
      values: [
        { id: '2', label: 'B' },
        { id: '1', label: 'A' },
      ],
    },
    wrong: [
      { labels: ['Nope'] },
      { ids: [99] },
      { labels: 'A' },
      { x: 1 },
      { ids: [[1]] },
      { ids: [{ toString: 5 }] },
    ],
    wrongSimple: ['Nope', '99'],
  },
  {
    type: 'people',
    json: { personsAndTeams: [{ id: Number(MEMBER), kind: 'person' }] },
    simple: MEMBER,
    text: 'Tomás Rivera',
    value: { personsAndTeams: [{ id: Number(MEMBER), kind: 'person' }] },
    fields: 'persons_and_teams { id kind } updated_at',
    shows: { persons_and_teams: [{ id: MEMBER, kind: 'person' }] },
    // The second user belongs to another account.
    wrong: [
      { personsAndTeams: [{ id: 1 }] },
      { personsAndTeams: [{ id: 61944108 }] },
      { personsAndTeams: 5 },
      { personsAndTeams: [{ id: { toString: 5 } }] },
      { x: 1 },
    ],
    wrongSimple: ['Tomás'],
  },
  {
    type: 'date',
    json: { date: '2026-12-24', time: '18:30:00' },
    simple: '2026-12-24 18:30:00',
    text: '2026-12-24 18:30',
    value: { date: '2026-12-24', time: '18:30:00' },
    fields: 'date time icon',
    shows: { date: '2026-12-24', time: '18:30', icon: null },
    wrong: [
      { date: '2026-02-30' },
      { date: '24.12.2026' },
      { date: '2026-12-24', time: '25:00:00' },
      { x: 1 },
    ],
    wrongSimple: ['tomorrow', '2026-13-01'],
  },
  {
    type: 'timeline',
    json: { from: '2026-12-01', to: '2026-12-05' },
    simple: '2026-12-01,2026-12-05',
    text: '2026-12-01 - 2026-12-05',
    value: { from: '2026-12-01', to: '2026-12-05' },
    fields: 'from to visualization_type',
    shows: { from: '2026-12-01T00:00:00Z', to: '2026-12-05T00:00:00Z' },
    wrong: [{ from: '2026-12-05', to: '2026-12-01' }, { from: '2026-12-05' }, { from: 'x', to: 'y' }],
  },
  {
    type: 'week',
    json: { week: { startDate: '2026-11-23', endDate: '2026-11-29' } },
    simple: '2026-11-23 2026-11-29',
    text: '2026-11-23 - 2026-11-29',
    value: { week: { startDate: '2026-11-23', endDate: '2026-11-29' } },
    fields: 'start_date end_date',
    shows: { start_date: '2026-11-23T00:00:00Z', end_date: '2026-11-29T00:00:00Z' },
    wrong: [{ week: { startDate: '2026-11-23', endDate: '2026-11-30' } }, { week: 5 }, { x: 1 }],
  },
  {
    type: 'hour',
    json: { hour: 16, minute: 42 },
    simple: '16:42',
    text: '04:42 PM',
    value: { hour: 16, minute: 42 },
    fields: 'hour minute',
    shows: { hour: 16, minute: 42 },
    wrong: [{ hour: 24, minute: 0 }, { hour: 1, minute: 60 }, { hour: '1' }, { minute: 1 }],
    wrongSimple: ['noon'],
  },
  {
    type: 'checkbox',
    json: { checked: 'true' },
    simple: 'true',
    text: 'v',
    value: { checked: 'true' },
    fields: 'checked',
    shows: { checked: true },
    wrong: [{ checked: 'yes' }, { x: 1 }, { checked: { toString: 5 } }],
    wrongSimple: ['yes'],
  },
  {
    type: 'email',
    json: { email: 'a@b.example', text: 'Ann' },
    simple: 'a@b.example Ann',
    text: 'Ann',
    value: { email: 'a@b.example', text: 'Ann' },
    fields: 'email label',
    shows: { email: 'a@b.example', label: 'Ann' },
    wrong: [{ email: 'x', text: 'x' }, { text: 'x' }, { email: 5 }],
    wrongSimple: ['Ann'],
  },
  {
    type: 'phone',
    json: { phone: '+12025550169', countryShortName: 'US' },
    simple: '+12025550169 US',
    text: '+12025550169',
    value: { phone: '+12025550169', countryShortName: 'US' },
    fields: 'phone country_short_name',
    shows: { phone: '+12025550169', country_short_name: 'US' },
    wrong: [
      { phone: 'call me', countryShortName: 'US' },
      { phone: '123456', countryShortName: 'QX' },
      { x: 1 },
    ],
    wrongSimple: ['call me maybe'],
  },
  {
    type: 'link',
    json: { url: 'https://a.example', text: 'A' },
    simple: 'https://a.example A',
    text: 'A - https://a.example',
    value: { url: 'https://a.example', text: 'A' },
    fields: 'url url_text',
    shows: { url: 'https://a.example', url_text: 'A' },
    wrong: [{ url: 'a.example' }, { text: 'A' }, { url: 'javascript:alert(1)' }],
    wrongSimple: ['a.example'],
  },
  {
    type: 'rating',
    json: { rating: 4 },
    simple: '4',
    text: '4',
    value: { rating: 4 },
    fields: 'rating',
    shows: { rating: 4 },
    wrong: [{ rating: 6 }, { rating: -1 }, { rating: 1.5 }, { rating: 'x' }],
    wrongSimple: ['six'],
  },
  {
    type: 'country',
    json: { countryCode: 'SE', countryName: 'Sweden' },
    simple: 'SE-Sweden',
    text: 'Sweden',
    value: { countryCode: 'SE', countryName: 'Sweden' },
    fields: 'country { code name }',
    shows: { country: { code: 'SE', name: 'Sweden' } },
    wrong: [{ countryCode: 'QX' }, { countryName: 'Sweden' }, { countryCode: 5 }],
    wrongSimple: ['Sweden'],
  },
  {
    type: 'location',
    json: { lat: '29.97', lng: '31.13', address: 'Giza' },
    simple: '29.97 31.13 Giza',
    text: 'Giza',
    value: { lat: '29.97', lng: '31.13', address: 'Giza' },
    fields: 'lat lng address city',
    shows: { lat: 29.97, lng: 31.13, address: 'Giza', city: null },
    wrong: [
      { lat: '91', lng: '0', address: '' },
      { lat: 'x', lng: '0' },
      { address: 'Giza' },
      { lat: '1', lng: '2', address: 'x', placeId: {} },
      { lat: '1', lng: '2', address: 'x', city: 'x' },
      { lat: '1', lng: '2', address: 'x', city: { long_name: 5 } },
    ],
    wrongSimple: ['Giza'],
  },
  {
    type: 'world_clock',
    json: { timezone: 'Europe/London' },
    simple: 'Europe/London',
    text: 'Europe/London',
    value: { timezone: 'Europe/London' },
    fields: 'timezone',
    shows: { timezone: 'Europe/London' },
    wrong: [{ timezone: 'Mars/Base' }, { x: 1 }],
    wrongSimple: ['noon'],
  },
  {
    type: 'color_picker',
    json: { color: '#FF5733' },
    simple: '#FF5733',
    text: '#FF5733',
    value: { color: { hex: '#FF5733' } },
    fields: 'color',
    shows: { color: '#FF5733' },
    wrong: [{ color: 'red' }, { x: 1 }],
    wrongSimple: ['red'],
  },
  {
    type: 'tags',
    json: { tag_ids: [501] },
    simple: '501',
    text: 'urgent',
    value: { tag_ids: [501] },
    fields: 'tag_ids tags { id }',
    shows: { tag_ids: [501] },
    wrong: [{ tag_ids: [9] }, { tag_ids: 501 }, { x: 1 }],
    wrongSimple: ['9'],
  },
  {
    type: 'team',
    json: { team_id: 601 },
    simple: '601',
    text: 'Design',
    value: { team_id: 601 },
    fields: 'team_id',
    shows: { team_id: 601 },
    wrong: [{ team_id: 9 }, { x: 1 }],
    wrongSimple: ['9'],
  },
  {
    type: 'board_relation',
    json: { item_ids: [LINKED] },
    simple: String(LINKED),
    text: null,
    value: null,
    fields: 'display_value linked_item_ids linked_items { name }',
    shows: {
      display_value: 'Fjord Coffee',
      linked_item_ids: [String(LINKED)],
      linked_items: [{ name: 'Fjord Coffee' }],
    },
    // An item of this board, an item of another account, and a missing item.
    wrong: [{ item_ids: [7310284756] }, { item_ids: [8840517430] }, { item_ids: [1] }, { x: 1 }],
    wrongSimple: ['Fjord'],
  },
  {
    type: 'dependency',
    json: { item_ids: [7310284857] },
    simple: '7310284857',
    text: null,
    value: null,
    fields: 'display_value linked_item_ids dependency_links { linked_item_id }',
    shows: { linked_item_ids: ['7310284857'], dependency_links: [{ linked_item_id: '7310284857' }] },
    wrong: [{ item_ids: [LINKED] }, { x: 1 }],
  },
];

/** Columns that cannot be written, with the values of the first item of the seed. */
const COMPUTED: readonly {
  readonly type: string;
  readonly text: unknown;
  readonly fields?: string;
  readonly shows?: object;
}[] = [
  { type: 'item_id', text: '7310284756', fields: 'item_id', shows: { item_id: '7310284756' } },
  { type: 'auto_number', text: '1' },
  {
    type: 'creation_log',
    text: '2026-10-05 08:30:00 UTC',
    fields: 'created_at creator { id }',
    shows: { creator: { id: ADMIN } },
  },
  {
    type: 'last_updated',
    text: '2026-10-05 08:30:00 UTC',
    fields: 'updated_at updater_id',
    shows: { updater_id: ADMIN },
  },
  { type: 'subtasks', text: '', fields: 'subitems_ids', shows: { subitems_ids: [] } },
  { type: 'progress', text: '50%' },
  { type: 'formula', text: '', fields: 'display_value', shows: { display_value: '24' } },
  { type: 'vote', text: '0', fields: 'vote_count voter_ids', shows: { vote_count: 0, voter_ids: [] } },
  { type: 'time_tracking', text: '', fields: 'duration running', shows: { duration: null } },
  { type: 'button', text: '', fields: 'label', shows: { label: 'Go' } },
  { type: 'file', text: '', fields: 'files { __typename }', shows: { files: [] } },
  { type: 'doc', text: '', fields: 'file { file_id }', shows: { file: null } },
  { type: 'group', text: 'This sprint', fields: 'group_id', shows: { group_id: 'topics' } },
  {
    type: 'mirror',
    text: null,
    fields: 'display_value mirrored_items { linked_board_id }',
    shows: { display_value: '' },
  },
];

const SETTINGS: Readonly<Record<string, object>> = {
  dropdown: {
    labels: [
      { id: 1, label: 'A' },
      { id: 2, label: 'B' },
      { id: 3, label: 'C', is_deactivated: true },
    ],
  },
  board_relation: { boardIds: [Number(OTHER_BOARD)] },
  formula: { formula: 'IF({numbers} > 10, {numbers} * 2, 0)' },
  button: { label: 'Go' },
  mirror: {
    relation_column: { c_board_relation: true },
    displayed_linked_columns: { [OTHER_BOARD]: ['status'] },
  },
};

const ITEM = '7310284756';

describe('column types', () => {
  let api: ApiUnderTest;
  const typenames = new Map(COLUMN_TYPES.map(({ name, typename }) => [name, typename]));

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });

  beforeEach(() => {
    api.reset();
    const { database } = api;
    database.insert('tags', { id: 501, account_id: ACCOUNT, name: 'urgent', color: '#ff0000' });
    database.insert('teams', { id: 601, account_id: ACCOUNT, name: 'Design', created_at: 0 });
    const reader = new Reader(database, ACCOUNT, SYSTEM_CLOCK);
    database.transaction(() => {
      for (const { name } of COLUMN_TYPES) {
        const labels = {
          labels: [
            { id: 0, label: 'Working on it', index: 0, color: 0 },
            { id: 1, label: 'Done', index: 1, color: 1, is_done: true },
            { id: 2, label: 'Old', index: 2, color: 2, is_deactivated: true },
          ],
        };
        insertColumn(reader, {
          board_id: Number(BOARD),
          id: `c_${name}`,
          type: name,
          title: `The ${name}`,
          settings: { ...(name === 'status' ? labels : SETTINGS[name]) },
        });
      }
    });
  });

  afterAll(() => api.close());

  interface Read {
    items: { column_values: Record<string, unknown>[] }[];
  }

  async function read(type: string, fields = ''): Promise<Record<string, unknown>> {
    const { items } = await api.data<Read>(
      `{ items(ids: [${ITEM}]) { column_values(ids: ["c_${type}"]) { id type text value is_leaf column { id } ... on ${typenames.get(type)} { ${fields || 'id'} } } } }`,
    );
    return items[0]!.column_values[0]!;
  }

  const writeJson = `mutation($column: String!, $value: JSON!) {
    change_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: $column, value: $value) { id } }`;
  const writeSimple = `mutation($column: String!, $value: String) {
    change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: $column, value: $value) { id } }`;

  it('are all types of the schema', async () => {
    const { __type: type } = await api.data<{ __type: { enumValues: { name: string }[] } }>(
      '{ __type(name: "ColumnType") { enumValues { name } } }',
    );
    expect(COLUMN_TYPES.map(({ name }) => name).sort()).toEqual(
      type.enumValues.map(({ name }) => name).sort(),
    );
  });

  it.each(EXAMPLES)('returns written values: $type', async (example) => {
    const variables = { column: `c_${example.type}`, value: JSON.stringify(example.json) };
    await api.data(writeJson, { variables });

    const cell = await read(example.type, example.fields);

    expect(cell).toMatchObject({
      id: `c_${example.type}`,
      type: example.type,
      text: example.text,
      ...example.shows,
    });
    expect(cell['value'] === null ? null : JSON.parse(cell['value'] as string)).toEqual(example.value);
  });

  it.each(EXAMPLES.filter(({ simple }) => simple !== undefined))(
    'takes the simple form of $type for the same value',
    async ({ type, simple, text, value, shows, fields }) => {
      await api.data(writeSimple, { variables: { column: `c_${type}`, value: simple } });

      const cell = await read(type, fields);

      expect(cell).toMatchObject({ text, ...shows });
      expect(cell['value'] === null ? null : JSON.parse(cell['value'] as string)).toEqual(value);
    },
  );

  it.each(EXAMPLES)(
    'refuses wrong values of $type and changes nothing',
    async ({ type, json, wrong, wrongSimple }) => {
      await api.data(writeJson, { variables: { column: `c_${type}`, value: JSON.stringify(json) } });
      const before = await read(type);

      for (const value of wrong) {
        const variables = { column: `c_${type}`, value: JSON.stringify(value) };
        expect([value, await api.code(writeJson, { variables })]).toEqual([value, 'ColumnValueException']);
      }
      for (const value of wrongSimple ?? []) {
        const variables = { column: `c_${type}`, value };
        expect([value, await api.code(writeSimple, { variables })]).toEqual([value, 'ColumnValueException']);
      }
      expect(await read(type)).toEqual(before);
    },
  );

  it.each(EXAMPLES)('clears $type with null, an empty text and an empty object', async ({ type, json }) => {
    const empty = await read(type);
    for (const nothing of ['null', '""', '{}']) {
      await api.data(writeJson, { variables: { column: `c_${type}`, value: JSON.stringify(json) } });
      await api.data(writeJson, { variables: { column: `c_${type}`, value: nothing } });
      expect(await read(type)).toEqual(empty);
    }
    await api.data(writeJson, { variables: { column: `c_${type}`, value: JSON.stringify(json) } });
    await api.data(writeSimple, { variables: { column: `c_${type}`, value: '' } }).catch(() => undefined);
  });

  it.each(COMPUTED)('shows $type, and does not let it be written', async ({ type, text, fields, shows }) => {
    expect(await read(type, fields)).toMatchObject({ text, ...shows });
    const code = await api.code(writeJson, { variables: { column: `c_${type}`, value: '{"x":1}' } });
    expect(code).toBe('ColumnValueException');
  });

  it('mirrors the cells of linked items', async () => {
    await api.data(writeJson, {
      variables: { column: 'c_board_relation', value: JSON.stringify({ item_ids: [LINKED] }) },
    });

    const cell = await read(
      'mirror',
      'display_value mirrored_items { linked_board_id linked_item { id } mirrored_value { ... on StatusValue { label } } }',
    );

    expect(cell).toMatchObject({
      display_value: 'Working on it',
      mirrored_items: [
        {
          linked_board_id: OTHER_BOARD,
          linked_item: { id: String(LINKED) },
          mirrored_value: { label: 'Working on it' },
        },
      ],
    });
  });

  it('adds labels that are missing if it may', async () => {
    const create = `mutation($value: JSON!) { change_multiple_column_values(board_id: ${BOARD}, item_id: ${ITEM}, column_values: $value, create_labels_if_missing: true) { id } }`;
    await api.data(create, {
      variables: { value: JSON.stringify({ c_status: { label: 'New' }, c_dropdown: { labels: ['D'] } }) },
    });

    expect(await read('status')).toMatchObject({ text: 'New' });
    expect(await read('dropdown')).toMatchObject({ text: 'D' });
  });

  it('refuses labels that are deactivated', async () => {
    for (const [column, value] of [
      ['c_status', { label: 'Old' }],
      ['c_dropdown', { ids: [3] }],
    ] as const) {
      expect(await api.code(writeJson, { variables: { column, value: JSON.stringify(value) } })).toBe(
        'ColumnValueException',
      );
    }
  });

  it('sets several values or none', async () => {
    const mutation = `mutation($value: JSON!) { change_multiple_column_values(board_id: ${BOARD}, item_id: ${ITEM}, column_values: $value) { id } }`;
    const values = { c_text: 'Kept?', c_rating: { rating: 99 } };

    expect(await api.code(mutation, { variables: { value: JSON.stringify(values) } })).toBe(
      'ColumnValueException',
    );
    expect(await read('text')).toMatchObject({ text: '' });
  });

  describe('filters', () => {
    const OPERATORS = [
      'any_of',
      'not_any_of',
      'is_empty',
      'is_not_empty',
      'contains_text',
      'not_contains_text',
      'contains_terms',
      'starts_with',
      'ends_with',
      'greater_than',
      'greater_than_or_equals',
      'lower_than',
      'lower_than_or_equal',
      'between',
      'within_the_last',
      'within_the_next',
    ];
    const E = ['is_empty', 'is_not_empty'];
    const S = ['any_of', 'not_any_of'];
    const T = ['contains_text', 'not_contains_text', 'contains_terms', 'starts_with'];
    const R = ['greater_than', 'greater_than_or_equals', 'lower_than', 'lower_than_or_equal'];
    const NEAR = ['between', 'within_the_last', 'within_the_next'];
    /** docs/monday-platform.md#filters */
    const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
      ...Object.fromEntries(
        ['name', 'text', 'long_text', 'email', 'people', 'team', 'country', 'phone', 'link', 'dropdown'].map(
          (type) => [type, [...S, ...E, ...T]],
        ),
      ),
      ...Object.fromEntries(
        ['status', 'world_clock', 'color_picker'].map((type) => [
          type,
          [...S, ...E, 'contains_text', 'contains_terms'],
        ]),
      ),
      numbers: [...S, ...E, ...R, 'contains_text', 'contains_terms'],
      date: [...S, ...E, ...R, ...NEAR, 'contains_terms'],
      ...Object.fromEntries(
        ['rating', 'hour', 'item_id'].map((type) => [type, [...S, ...E, 'contains_terms']]),
      ),
      timeline: [...S, ...E, ...R, 'between'],
      ...Object.fromEntries(
        ['week', 'vote', 'file', 'doc', 'button', 'time_tracking'].map((type) => [type, [...S, ...E]]),
      ),
      ...Object.fromEntries(['creation_log', 'last_updated'].map((type) => [type, [...S, ...R, ...NEAR]])),
      checkbox: [...S, ...E, 'contains_text', 'contains_terms'],
      tags: [...S, ...E, 'contains_text', 'not_contains_text', 'contains_terms'],
      ...Object.fromEntries(
        ['board_relation', 'dependency'].map((type) => [type, [...S, ...E, ...R, 'between', ...T]]),
      ),
      location: [...E, 'contains_terms'],
      progress: [...S, 'is_not_empty'],
      subtasks: E,
      ...Object.fromEntries(['formula', 'mirror', 'auto_number', 'integration'].map((type) => [type, []])),
    };

    it.each(Object.entries(SUPPORTED))('are the operators of %s', (type, operators) => {
      const { operators: served } = COLUMN_TYPES.find(({ name }) => name === type)!;
      expect(Object.keys(served).sort()).toEqual([...operators].sort());
    });

    it('refuses an operator that the type does not have', async () => {
      for (const operator of OPERATORS.filter((name) => name !== 'contains_terms' && !E.includes(name))) {
        const query = `{ boards(ids: [${BOARD}]) { items_page(query_params: {rules: [{column_id: "c_location", compare_value: [1], operator: ${operator}}]}) { items { id } } } }`;
        expect([operator, await api.code(query)]).toEqual([operator, 'InvalidArgumentException']);
      }
    });

    const A = '7310284756';
    const B = '7310284857';

    /** The values of items A and B (all other items are empty), then rules with the items that they match. */
    const RULES: readonly (readonly [
      type: string,
      a: unknown,
      b: unknown,
      rules: readonly (readonly [operator: string, value: unknown, found: string, attribute?: string])[],
    ])[] = [
      [
        'text',
        'Alpha one',
        'beta',
        [
          ['any_of', ['Alpha one'], 'A'],
          ['any_of', ['Alpha'], ''],
          ['not_any_of', ['Alpha one'], 'B'],
          ['contains_text', ['ALPHA'], 'A'],
          ['not_contains_text', ['alpha'], 'B'],
          ['contains_terms', ['one alpha'], 'A'],
          ['starts_with', ['be'], 'B'],
          ['is_not_empty', [], 'AB'],
        ],
      ],
      [
        'long_text',
        { text: 'Alpha' },
        { text: 'Beta' },
        [
          ['contains_text', ['lph'], 'A'],
          ['starts_with', ['b'], 'B'],
        ],
      ],
      [
        'numbers',
        '10',
        '2',
        [
          ['any_of', [10], 'A'],
          ['any_of', ['2'], 'B'],
          ['greater_than', [2], 'A'],
          ['greater_than_or_equals', [2], 'AB'],
          ['lower_than', [10], 'B'],
          ['lower_than_or_equal', [10], 'AB'],
        ],
      ],
      [
        'status',
        { label: 'Done' },
        { label: 'Working on it' },
        [
          ['any_of', [1], 'A'],
          ['any_of', ['Done'], ''],
          ['any_of', [0, 1], 'AB'],
          ['not_any_of', [1], 'B'],
          ['contains_text', ['work'], 'B'],
        ],
      ],
      [
        'dropdown',
        { labels: ['A', 'B'] },
        { labels: ['B'] },
        [
          ['any_of', [1], 'A'],
          ['any_of', ['A'], ''],
          ['any_of', [2], 'AB'],
          ['contains_text', ['a'], 'A'],
        ],
      ],
      [
        'people',
        { personsAndTeams: [{ id: Number(ADMIN), kind: 'person' }] },
        {
          personsAndTeams: [
            { id: Number(MEMBER), kind: 'person' },
            { id: 601, kind: 'team' },
          ],
        },
        [
          ['any_of', [`person-${MEMBER}`], 'B'],
          ['any_of', ['assigned_to_me'], 'A'],
          ['any_of', ['team-601'], 'B'],
          ['contains_text', ['amara'], 'A'],
          ['contains_text', ['design'], 'B'],
        ],
      ],
      [
        'date',
        { date: '2026-01-10' },
        { date: '2026-02-20', time: '12:00:00' },
        [
          ['any_of', ['EXACT', '2026-01-10'], 'A'],
          ['any_of', ['2026-02-20'], 'B'],
          ['greater_than', ['EXACT', '2026-01-10'], 'B'],
          ['greater_than_or_equals', ['2026-01-10'], 'AB'],
          ['lower_than', ['2026-02-20'], 'A'],
          ['lower_than_or_equal', ['2026-02-20'], 'AB'],
          ['between', ['2026-01-01', '2026-01-31'], 'A'],
          ['any_of', ['TODAY'], ''],
        ],
      ],
      [
        'timeline',
        { from: '2026-01-01', to: '2026-01-31' },
        { from: '2026-02-01', to: '2026-02-10' },
        [
          ['greater_than', ['2026-01-15'], 'B', 'START_DATE'],
          ['lower_than', ['2026-02-01'], 'A', 'END_DATE'],
          ['between', ['2026-01-01', '2026-01-02'], 'A', 'START_DATE'],
          ['any_of', ['2026-01-15'], 'A'],
        ],
      ],
      [
        'rating',
        { rating: 5 },
        { rating: 1 },
        [
          ['any_of', [5], 'A'],
          ['not_any_of', [5], 'B'],
        ],
      ],
      [
        'hour',
        { hour: 9, minute: 5 },
        { hour: 17, minute: 0 },
        [
          ['any_of', ['09:05'], 'A'],
          ['contains_terms', ['pm'], 'B'],
        ],
      ],
      [
        'checkbox',
        { checked: 'true' },
        null,
        [
          ['is_not_empty', [], 'A'],
          ['is_empty', [], 'B'],
          ['any_of', ['v'], ''],
        ],
      ],
      [
        'tags',
        { tag_ids: [501] },
        null,
        [
          ['any_of', [501], 'A'],
          ['contains_text', ['urg'], 'A'],
        ],
      ],
      [
        'board_relation',
        { item_ids: [LINKED] },
        null,
        [
          ['any_of', [LINKED], 'A'],
          ['any_of', [String(LINKED)], ''],
          ['contains_text', ['fjord'], 'A'],
          ['starts_with', ['coffee'], ''],
        ],
      ],
      [
        'country',
        { countryCode: 'SE' },
        { countryCode: 'NO' },
        [
          ['any_of', ['SE'], 'A'],
          ['contains_text', ['norw'], 'B'],
        ],
      ],
      [
        'email',
        { email: 'a@x.example', text: 'Ann' },
        { email: 'b@x.example', text: 'b@x.example' },
        [
          ['any_of', ['a@x.example'], 'A'],
          ['contains_text', ['x.ex'], 'AB'],
        ],
      ],
      [
        'link',
        { url: 'https://a.example', text: 'First' },
        { url: 'https://b.example' },
        [
          ['contains_text', ['first'], 'A'],
          ['any_of', ['https://b.example'], 'B'],
        ],
      ],
      [
        'location',
        { lat: 1, lng: 2, address: 'Old Town' },
        null,
        [
          ['contains_terms', ['town'], 'A'],
          ['is_not_empty', [], 'A'],
        ],
      ],
      [
        'week',
        { week: { startDate: '2020-01-06', endDate: '2020-01-12' } },
        { week: { startDate: '2090-01-02', endDate: '2090-01-08' } },
        [
          ['any_of', ['PAST_WEEKS'], 'A'],
          ['any_of', ['NEXT_WEEKS'], 'B'],
          ['any_of', ['THIS_WEEK'], ''],
        ],
      ],
    ];

    it.each(RULES)('find items by their %s', async (type, a, b, rules) => {
      for (const [item, value] of [
        [A, a],
        [B, b],
      ] as const) {
        await api.data(
          `mutation($value: JSON!) { change_column_value(board_id: ${BOARD}, item_id: ${item}, column_id: "c_${type}", value: $value) { id } }`,
          {
            variables: { value: JSON.stringify(value) },
          },
        );
      }
      for (const [operator, value, expected, attribute] of rules) {
        const rule = {
          column_id: `c_${type}`,
          operator,
          compare_value: value,
          ...(attribute ? { compare_attribute: attribute } : {}),
        };
        const { boards } = await api.data<{ boards: { items_page: { items: { id: string }[] } }[] }>(
          `query($rule: ItemsQueryRule!) { boards(ids: [${BOARD}]) { items_page(query_params: {rules: [$rule], ids: [${A}, ${B}]}) { items { id } } } }`,
          { variables: { rule } },
        );
        const found = boards[0]!.items_page.items
          .map(({ id }) => (id === A ? 'A' : 'B'))
          .sort()
          .join('');
        expect([operator, value, found]).toEqual([operator, value, expected]);
      }
    });

    it('finds times near now', async () => {
      const day = (offset: number): string =>
        new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
      await api.data(writeJson, { variables: { column: 'c_date', value: JSON.stringify({ date: day(0) }) } });
      const count = async (operator: string, value: unknown): Promise<number> => {
        const { boards } = await api.data<{ boards: { items_page: { items: unknown[] } }[] }>(
          `query($value: CompareValue!) { boards(ids: [${BOARD}]) { items_page(query_params: {rules: [{column_id: "c_date", compare_value: $value, operator: ${operator}}]}) { items { id } } } }`,
          { variables: { value } },
        );
        return boards[0]!.items_page.items.length;
      };

      expect(await count('any_of', ['TODAY'])).toBe(1);
      expect(await count('any_of', ['TOMORROW'])).toBe(0);
      expect(await count('any_of', ['THIS_WEEK'])).toBe(1);
      expect(await count('any_of', ['THIS_MONTH'])).toBe(1);
      expect(await count('within_the_last', [2, 'days'])).toBe(1);
      expect(await count('within_the_next', [0])).toBe(0);
    });

    it('combines rules and groups of rules', async () => {
      const search = async (query: string): Promise<string[]> => {
        const { boards } = await api.data<{ boards: { items_page: { items: { name: string }[] } }[] }>(
          `{ boards(ids: [${BOARD}]) { items_page(query_params: ${query}) { items { name } } } }`,
        );
        return boards[0]!.items_page.items.map(({ name }) => name);
      };
      const done = '{column_id: "status", compare_value: [1]}';
      const stuck = '{column_id: "status", compare_value: [2]}';
      const later = '{column_id: "group", compare_value: ["group_title"]}';

      expect(await search(`{rules: [${done}, ${stuck}], operator: or}`)).toEqual([
        'Sketch the new landing page',
        'Replace the contact form',
      ]);
      expect(await search(`{rules: [${done}, ${stuck}]}`)).toEqual([]);
      expect(await search(`{groups: [{rules: [${done}]}, {rules: [${later}]}], operator: or}`)).toEqual([
        'Sketch the new landing page',
        'Move the photo archive',
        'Translate to Swedish',
      ]);
      expect(await search('{order_by: [{column_id: "numbers", direction: desc}]}')).toEqual([
        'Move the photo archive',
        'Translate to Swedish',
        'Sketch the new landing page',
        'Check contrast and keyboard use',
        'Write the case study for Fjord Coffee',
        'Replace the contact form',
      ]);
    });

    it('walks through an order with cursors, each item once', async () => {
      const seen: string[] = [];
      let page = (
        await api.data<{ boards: { items_page: { cursor: string | null; items: { id: string }[] } }[] }>(
          `{ boards(ids: [${BOARD}]) { items_page(limit: 1, query_params: {order_by: [{column_id: "status"}, {column_id: "name", direction: desc}]}) { cursor items { id } } } }`,
        )
      ).boards[0]!.items_page;
      seen.push(...page.items.map(({ id }) => id));
      while (page.cursor !== null) {
        page = (
          await api.data<{ next_items_page: typeof page }>(
            'query($c: String!) { next_items_page(cursor: $c, limit: 2) { cursor items { id } } }',
            { variables: { c: page.cursor } },
          )
        ).next_items_page;
        seen.push(...page.items.map(({ id }) => id));
      }

      expect(seen).toHaveLength(6);
      expect(new Set(seen).size).toBe(6);
    });
  });

  it('evaluates formulas over the columns of an item', async () => {
    const reader = new Reader(api.database, ACCOUNT, SYSTEM_CLOCK);
    const cases: readonly (readonly [string, string])[] = [
      ['{numbers} + 1', '13'],
      ['-2 * (3 + 4) ^ 2', '-98'],
      ['CONCATENATE({name}, " ", UPPER("x"))', 'Sketch the new landing page X'],
      ['IF(AND({status} = "Done", {numbers} >= 12), "yes", "no")', 'yes'],
      ['ROUND(10 / 3, 2)', '3.33'],
      ['DAYS("2026-03-01", "2026-02-01")', '28'],
      ['1 / 0', ''],
      ['NOSUCH(1)', ''],
      ['{nothing}', ''],
      ['(((', ''],
      ['constructor()', ''],
    ];
    for (const [index, [formula, expected]] of cases.entries()) {
      insertColumn(reader, {
        board_id: Number(BOARD),
        id: `f${index}`,
        type: 'formula',
        title: formula,
        settings: { formula },
      });
      const { items } = await api.data<Read>(
        `{ items(ids: [${ITEM}]) { column_values(ids: ["f${index}"]) { ... on FormulaValue { display_value } } } }`,
      );
      expect([formula, items[0]!.column_values[0]!['display_value']]).toEqual([formula, expected]);
    }
  });
});
