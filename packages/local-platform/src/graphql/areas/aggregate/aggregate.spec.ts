import { ApiUnderTest, BOARD, FOREIGN_BOARD } from '../../testing/api-under-test.js';

interface Result {
  readonly aggregate: {
    readonly results: {
      readonly entries: { alias: string; value: { result?: number; value?: unknown } }[];
    }[];
  };
}

describe('aggregate', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const QUERY = `query($q: AggregateQueryInput!) { aggregate(query: $q) { results { entries { alias value {
    ... on AggregateBasicAggregationResult { result } ... on AggregateGroupByResult { value } } } } } }`;

  const column = (id: string, as = id): object => ({ type: 'COLUMN', column: { column_id: id }, as });
  const call = (name: string, id?: string, as = name): object => ({
    type: 'FUNCTION',
    function: { function: name, params: id === undefined ? [] : [column(id)] },
    as,
  });

  async function rows(query: object): Promise<Record<string, unknown>[]> {
    const { aggregate } = await api.data<Result>(QUERY, {
      variables: { q: { from: { type: 'TABLE', id: BOARD }, ...query } },
    });
    return aggregate.results.map(({ entries }) =>
      Object.fromEntries(entries.map(({ alias, value }) => [alias, value.result ?? value.value])),
    );
  }

  it('calculates over all items', async () => {
    // The estimates of the seed are 12, 6, 4, 8, 20 and 16.
    const names = ['SUM', 'AVERAGE', 'MEDIAN', 'MIN', 'MAX', 'COUNT', 'COUNT_DISTINCT', 'MIN_MAX'];
    expect(
      await rows({ select: [call('COUNT_ITEMS'), ...names.map((name) => call(name, 'numbers'))] }),
    ).toEqual([
      {
        COUNT_ITEMS: 6,
        SUM: 66,
        AVERAGE: 11,
        MEDIAN: 10,
        MIN: 4,
        MAX: 20,
        COUNT: 6,
        COUNT_DISTINCT: 6,
        MIN_MAX: { min: 4, max: 20 },
      },
    ]);
  });

  it('groups by a column, with labels and colours', async () => {
    const select = [
      column('status'),
      call('LABEL', 'status'),
      call('COLOR', 'status'),
      call('IS_DONE', 'status'),
      call('COUNT_ITEMS'),
      call('SUM', 'numbers'),
    ];
    expect(
      await rows({
        select,
        group_by: [{ column_id: 'status' }],
        query: { order_by: [{ column_id: 'status' }] },
      }),
    ).toEqual([
      { status: 0, LABEL: 'Working on it', COLOR: '#fdab3d', IS_DONE: false, COUNT_ITEMS: 1, SUM: 6 },
      { status: 1, LABEL: 'Done', COLOR: '#00c875', IS_DONE: true, COUNT_ITEMS: 1, SUM: 12 },
      { status: 2, LABEL: 'Stuck', COLOR: '#df2f4a', IS_DONE: false, COUNT_ITEMS: 1, SUM: 4 },
      { status: 5, LABEL: 'Not started', COLOR: '#c4c4c4', IS_DONE: false, COUNT_ITEMS: 3, SUM: 44 },
    ]);
  });

  it('groups by months, groups, people, and by a named function', async () => {
    const month = call('DATE_TRUNC_MONTH', 'date4', 'month');
    expect(await rows({ select: [month, call('COUNT_ITEMS')], group_by: [{ column_id: 'month' }] })).toEqual([
      { month: '2026-11-01', COUNT_ITEMS: 3 },
      { month: '2026-12-01', COUNT_ITEMS: 2 },
      { month: '2027-01-01', COUNT_ITEMS: 1 },
    ]);
    expect(
      await rows({
        select: [call('LABEL', 'group'), call('COUNT_ITEMS')],
        group_by: [{ column_id: 'group' }],
      }),
    ).toEqual([
      { LABEL: 'This sprint', COUNT_ITEMS: 4 },
      { LABEL: 'Later', COUNT_ITEMS: 2 },
    ]);
    expect(
      await rows({
        select: [call('LABEL', 'person'), call('COUNT_ITEMS')],
        group_by: [{ column_id: 'person' }],
      }),
    ).toEqual([{ LABEL: 'Tomás Rivera', COUNT_ITEMS: 4 }, expect.objectContaining({ COUNT_ITEMS: 2 })]);
  });

  it('applies filters, limits and order, and includes new values', async () => {
    const query = { rules: [{ column_id: 'status', compare_value: [5] }] };
    const select = [call('SUM', 'numbers')];
    expect(await rows({ select, query })).toEqual([{ SUM: 44 }]);
    await api.data(
      `mutation { change_simple_column_value(board_id: ${BOARD}, item_id: 7310284756, column_id: "status", value: "5") { id } }`,
    );
    expect(await rows({ select, query })).toEqual([{ SUM: 56 }]);
    expect(
      await rows({
        select: [column('name'), call('MAX', 'numbers')],
        group_by: [{ column_id: 'name', limit: 2 }],
        query: { order_by: [{ column_id: 'MAX', direction: 'desc' }] },
      }),
    ).toEqual([
      { name: 'Move the photo archive', MAX: 20 },
      { name: 'Translate to Swedish', MAX: 16 },
    ]);
  });

  it('returns empty results without items', async () => {
    const query = { rules: [{ column_id: 'numbers', operator: 'greater_than', compare_value: [99] }] };
    expect(
      await rows({ query, select: [call('COUNT_ITEMS'), call('SUM', 'numbers'), call('MAX', 'numbers')] }),
    ).toEqual([{ COUNT_ITEMS: 0, SUM: 0, MAX: undefined }]);
  });

  it('counts subitems', async () => {
    await api.data('mutation { create_subitem(parent_item_id: 7310284756, item_name: "Sub") { id } }');
    expect(await rows({ select: [call('COUNT_ITEMS'), call('COUNT_SUBITEMS')] })).toEqual([
      { COUNT_ITEMS: 6, COUNT_SUBITEMS: 1 },
    ]);
  });

  it.each([
    [{ from: { type: 'TABLE', id: FOREIGN_BOARD }, select: [] }, 'InvalidBoardIdException'],
    [{ from: { type: 'TABLE', id: BOARD }, select: [column('nope')] }, 'InvalidColumnIdException'],
    [{ from: { type: 'TABLE', id: BOARD }, select: [call('SUM')] }, 'InvalidArgumentException'],
    [{ from: { type: 'TABLE', id: BOARD }, select: [call('CASE', 'name')] }, 'LOCAL_PLATFORM_UNSUPPORTED'],
  ])('refuses %j', async (q, code) => {
    expect(await api.code(QUERY, { variables: { q } })).toBe(code);
  });
});
