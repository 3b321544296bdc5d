import { COLUMN_TYPES } from '../../src/graphql/column-types/index.js';
import { ApiUnderTest, BOARD } from '../../src/graphql/testing/api-under-test.js';
import { furnish, ITEM } from './fuzzed-world.js';
import { StateDigest } from './state-digest.js';

/** Of another account. */
const FOREIGNER = 61944108;
/** Of a board that no column is connected to. */
const FAR_ITEM = 8840517430;

interface Wrong {
  /** As `change_column_value` takes it. */
  readonly json: readonly unknown[];
  /** As `change_simple_column_value` takes it. */
  readonly text: readonly string[];
}

/** Values that a column of the type does not take. Types that are missing take none. */
const WRONG: Readonly<Record<string, Wrong>> = {
  board_relation: {
    json: [{ item_ids: [1] }, { item_ids: [FAR_ITEM] }, { item_ids: 5 }, 5],
    text: ['1', 'x'],
  },
  checkbox: { json: [{ checked: 'maybe' }, 'maybe', [1]], text: ['maybe'] },
  color_picker: { json: [{ color: 'red' }, { color: 5 }, 5], text: ['red'] },
  country: {
    json: [{ countryCode: 'ZZ', countryName: 'Nowhere' }, { countryCode: 5 }, 5],
    text: ['Nowhere'],
  },
  date: {
    json: [{ date: '2026-02-30' }, { date: 5 }, { date: '2026-01-01', time: '25:00:00' }, 'tomorrow', 5],
    text: ['tomorrow', '2026-13-01'],
  },
  dependency: { json: [{ item_ids: [1] }, { item_ids: [FAR_ITEM] }, { item_ids: 'x' }], text: ['x'] },
  dropdown: {
    json: [{ labels: ['None'] }, { ids: [9] }, { labels: 5 }, { labels: [5] }, 5],
    text: ['None', '9'],
  },
  email: { json: [{ email: 'nobody', text: 'x' }, { text: 'x' }, { email: 5 }, 5], text: ['nobody'] },
  file: {
    json: [{ files: [] }, { added_file: { assetId: 1 } }, { added_file: 'x' }, { clear_all: 'yes' }, 5],
    text: ['x'],
  },
  hour: {
    json: [{ hour: 25, minute: 0 }, { hour: 1, minute: 61 }, { hour: 'x' }, 'x'],
    text: ['25:00', 'x'],
  },
  link: { json: [{ url: 'no address', text: 'x' }, { text: 'x' }, { url: 5 }, 5], text: ['no address'] },
  location: {
    json: [{ lat: 'x', lng: '1', address: 'a' }, { lat: '91', lng: '0', address: 'a' }, { address: 'a' }, 5],
    text: ['somewhere'],
  },
  long_text: { json: [{ text: 5 }, { a: 1 }, 5, [1]], text: [] },
  numbers: { json: ['abc', { a: 1 }, [1], true], text: ['abc', '1,5'] },
  people: {
    json: [
      { personsAndTeams: [{ id: 1, kind: 'person' }] },
      { personsAndTeams: [{ id: FOREIGNER, kind: 'person' }] },
      { personsAndTeams: [{ id: 58120443, kind: 'robot' }] },
      { personsAndTeams: 'x' },
      5,
    ],
    text: ['1', 'x'],
  },
  person: { json: [{ personId: 1 }, { personId: FOREIGNER }, 'x'], text: ['58120443'] },
  phone: { json: [{ phone: 'abc', countryShortName: 'US' }, { phone: {} }, 5], text: ['abc'] },
  rating: { json: [{ rating: 99 }, { rating: 'x' }, { rating: 1.5 }, -1], text: ['99', 'x'] },
  status: { json: [{ label: 'None' }, { index: 99 }, { index: 'x' }, 99, true], text: ['None', '99'] },
  tags: { json: [{ tag_ids: [1] }, { tag_ids: 'x' }, 5], text: ['1', 'x'] },
  team: { json: [{ team_id: 1 }, 'x'], text: ['1', 'x'] },
  text: { json: [{ a: 1 }, [1], 5, true], text: [] },
  timeline: {
    json: [
      { from: '2026-01-05', to: '2026-01-01' },
      { from: 'x', to: '2026-01-01' },
      { from: '2026-01-01' },
      5,
    ],
    text: ['x', '2026-01-05 2026-01-01'],
  },
  week: {
    json: [{ week: { startDate: '2026-01-01', endDate: '2026-01-02' } }, { week: 'x' }, 5],
    text: ['x'],
  },
  world_clock: { json: [{ timezone: 'Mars/Base' }, { timezone: 5 }, 5], text: ['Mars/Base'] },
};

/** A value that a type that cannot be written is sent. */
const ANY: Wrong = { json: [{ x: 1 }, 'x', 5], text: ['x'] };

describe('a wrong value of a column', () => {
  let api: ApiUnderTest;
  let digest: StateDigest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await furnish(api);
    digest = new StateDigest(api.database);
  });
  afterAll(() => api.close());

  const CHANGES = {
    json: `change_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: $column, value: $json) { id }`,
    text: `change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: $column, value: $text) { id }`,
    many: `change_multiple_column_values(board_id: ${BOARD}, item_id: ${ITEM}, column_values: $json) { id }`,
    create: `create_item(board_id: ${BOARD}, item_name: "New", column_values: $json) { id }`,
  };

  /** The codes of a mutation, and whether it changed nothing. */
  async function refusal(field: string, variables: object): Promise<unknown> {
    const before = digest.now();
    const parts = { $column: 'String!', $json: 'JSON!', $text: 'String' };
    const used = Object.entries(parts).filter(([name]) => field.includes(name));
    const declared = used.map(([name, type]) => `${name}: ${type}`).join(', ');
    const { status, body } = await api.ask(`mutation (${declared}) { ${field} }`, { variables });
    const codes = body.errors?.map(({ extensions }) => extensions['code']);
    return { status, codes, data: Object.values(body.data ?? {}), same: digest.now() === before };
  }

  const REFUSED = { status: 200, codes: ['ColumnValueException'], data: [null], same: true };

  const names = COLUMN_TYPES.map(({ name }) => name).filter((name) => name !== 'name');

  it.each(names)('of the type %s is refused and changes nothing', async (type) => {
    const { json, text } = WRONG[type] ?? ANY;
    const column = `c_${type}`;
    const answers: unknown[] = [];
    for (const value of json) {
      const one = { column, json: JSON.stringify(value) };
      // The other value is right: all or nothing.
      const many = { json: JSON.stringify({ c_long_text: 'right', name: 'Right', [column]: value }) };
      answers.push({ value, change: 'json', ...((await refusal(CHANGES.json, one)) as object) });
      answers.push({ value, change: 'many', ...((await refusal(CHANGES.many, many)) as object) });
      answers.push({ value, change: 'create', ...((await refusal(CHANGES.create, many)) as object) });
    }
    for (const value of text) {
      answers.push({
        value,
        change: 'text',
        ...((await refusal(CHANGES.text, { column, text: value })) as object),
      });
    }
    expect(answers).toEqual(
      answers.map((answer) => {
        const { value, change } = answer as { value: unknown; change: string };
        return { value, change, ...REFUSED };
      }),
    );
  });

  it.each(['{', 'x', '"', '[1', 'undefined'])(
    'that is no JSON (%s) is refused and changes nothing',
    async (json) => {
      for (const field of [CHANGES.json, CHANGES.many, CHANGES.create]) {
        expect(await refusal(field, { column: 'c_text', json })).toEqual({
          ...REFUSED,
          codes: ['InvalidArgumentException'],
        });
      }
    },
  );

  it('of a column that is not there is refused and changes nothing', async () => {
    const none = JSON.stringify({ c_text: 'right', none: 'x' });
    expect(await refusal(CHANGES.many, { json: none })).toEqual({
      ...REFUSED,
      codes: ['InvalidColumnIdException'],
    });
  });
});
