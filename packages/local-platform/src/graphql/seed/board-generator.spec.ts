import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { columnTypeOf } from '../column-types/index.js';
import { columnsOf, itemsById, Reader } from '../store/index.js';
import { ADMIN, ApiUnderTest, BOARD, FOREIGN_BOARD } from '../testing/api-under-test.js';
import { BoardGenerator, MAX_GENERATED_ITEMS } from './board-generator.js';
import { SAMPLE_COLUMNS } from './sample-columns.js';

const ACCOUNT = 18345021;

describe('BoardGenerator', () => {
  let api: ApiUnderTest;
  let generator: BoardGenerator;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    generator = api.get(BoardGenerator);
  });

  beforeEach(() => api.reset());
  afterAll(() => api.close());

  interface Shown {
    boards: {
      items_page: { items: { id: string; name: string; column_values: { text: string | null }[] }[] };
    }[];
  }

  const shown = (id: string): Promise<Shown> =>
    api.data<Shown>(
      `{ boards(ids: [${id}]) { items_page(limit: 200) { items { id name column_values { id text value
        ... on MirrorValue { display_value } ... on FormulaValue { display_value }
        ... on BoardRelationValue { display_value } ... on DependencyValue { display_value } } } } } }`,
    );

  it('generates the same board for the same seed, and another for another', async () => {
    const first = await shown(generator.generate({ items: 60, seed: 7 }).id);
    api.reset();
    const second = await shown(generator.generate({ items: 60, seed: 7 }).id);
    api.reset();
    const other = await shown(generator.generate({ items: 60, seed: 8 }).id);

    expect(first.boards[0]?.items_page.items).toHaveLength(60);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('has a column of every type that can be made, with values that the API accepts', () => {
    const { id } = generator.generate({ items: 200 });
    const context = new Reader(api.database, ACCOUNT, SYSTEM_CLOCK);
    const ids = api.database.all<{ id: number }>('SELECT id FROM items WHERE board_id = ?', Number(id));
    const items = itemsById(
      context,
      ids.map((row) => row.id),
    );
    for (const column of columnsOf(context, Number(id))) {
      const values = items.flatMap((item) => item.values[column.id]?.value ?? []);
      const sample = SAMPLE_COLUMNS.find(({ type }) => type === column.type);
      expect([column.type, values.length > 0]).toEqual([
        column.type,
        sample?.value !== undefined || sample?.isLinked === true,
      ]);
      const { fromJson } = columnTypeOf(column);
      if (!fromJson || column.type === 'file') continue;
      const write = {
        column,
        context,
        before: undefined,
        createLabels: false,
        changeSettings: () => undefined,
      };
      for (const value of values) expect(fromJson(value, write as never)).toEqual(value);
    }
  });

  it('finds generated items by their values', async () => {
    const { id } = generator.generate({ items: 100 });
    const { boards } = await api.data<Shown>(
      `{ boards(ids: [${id}]) { items_page(limit: 100, query_params: {rules: [{column_id: "status_1", compare_value: [1]}],
         order_by: [{column_id: "numbers_1"}]}) { items { id name column_values(ids: ["status_1", "numbers_1"]) { text } } } } }`,
    );
    const items = boards[0]?.items_page.items ?? [];
    const numbers = items.flatMap(({ column_values: [, number] }) =>
      number?.text ? [Number(number.text)] : [],
    );
    expect(items.length).toBeGreaterThan(5);
    expect(new Set(items.map(({ column_values: [status] }) => status?.text))).toEqual(new Set(['Done']));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('repeats the types on a board with more columns, and belongs to the user', async () => {
    const { id } = generator.generate({ items: 3, columns: 45, name: 'Wide', userId: ADMIN });
    const { boards } = await api.data<{
      boards: { name: string; owner: { id: string }; columns: { id: string }[] }[];
    }>(`{ boards(ids: [${id}]) { name owner { id } columns { id } } }`);
    expect(boards[0]).toMatchObject({ name: 'Wide', owner: { id: ADMIN } });
    expect(new Set(boards[0]?.columns.map((column) => column.id)).size).toBe(46);
  });

  it('fills a board up to a number of items and columns, and leaves what is there', async () => {
    expect(generator.generate({ boardId: BOARD, items: 40, columns: 10 }).id).toBe(BOARD);
    const { boards } = await api.data<{
      boards: { columns: unknown[]; items_page: { items: { name: string; column_values: object[] }[] } }[];
    }>(
      `{ boards(ids: [${BOARD}]) { columns { id } items_page(limit: 50) { items { name column_values { text } } } } }`,
    );
    expect(boards[0]?.columns).toHaveLength(11);
    expect(boards[0]?.items_page.items).toHaveLength(40);
    expect(boards[0]?.items_page.items[0]?.name).toBe('Sketch the new landing page');
    expect(boards[0]?.items_page.items[39]?.column_values).toHaveLength(10);
  });

  it.each([
    { boardId: FOREIGN_BOARD },
    { items: MAX_GENERATED_ITEMS + 1 },
    { items: 1.5 },
    { columns: 0 },
    { seed: -1 },
    { userId: '1' },
  ])('refuses %j and adds nothing', (plan) => {
    const count = (): unknown => api.database.get('SELECT count(*) AS boards FROM boards');
    const before = count();
    expect(() => generator.generate(plan)).toThrow();
    expect(count()).toEqual(before);
  });
});
