import { ApiUnderTest, BOARD, FOREIGN_BOARD } from '../testing/api-under-test.js';

interface Page {
  readonly cursor: string | null;
  readonly items: { readonly name: string }[];
}

describe('items_page_by_column_values', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());

  async function find(args: string): Promise<Page> {
    const data = await api.data<{ items_page_by_column_values: Page }>(
      `{ items_page_by_column_values(board_id: ${BOARD}, ${args}) { cursor items { name } } }`,
    );
    return data.items_page_by_column_values;
  }

  it.each([
    ['columns: [{column_id: "status", column_values: ["Done"]}]', ['Sketch the new landing page']],
    ['columns: [{column_id: "date4", column_values: ["2026-11-27"]}]', ['Replace the contact form']],
    ['columns: [{column_id: "numbers", column_values: ["1"]}]', []],
    [
      'columns: [{column_id: "numbers", column_values: ["12", "4"]}]',
      ['Sketch the new landing page', 'Replace the contact form'],
    ],
    [
      'columns: [{column_id: "name", column_values: ["replace the contact form"]}]',
      ['Replace the contact form'],
    ],
    [
      'columns: [{column_id: "person", column_values: ["Tomás Rivera"]}, {column_id: "status", column_values: ["Stuck"]}]',
      ['Replace the contact form'],
    ],
  ])('finds with %s', async (args, expected) => {
    expect((await find(args)).items.map(({ name }) => name)).toEqual(expected);
  });

  it('finds cells that are empty', async () => {
    await api.data(
      `mutation { change_simple_column_value(board_id: ${BOARD}, item_id: 7310284756, column_id: "numbers", value: "") { id } }`,
    );
    const page = await find('columns: [{column_id: "numbers", column_values: [""]}]');
    expect(page.items).toEqual([{ name: 'Sketch the new landing page' }]);
  });

  it('pages with its own cursor and with next_items_page', async () => {
    const first = await find('limit: 2, columns: [{column_id: "status", column_values: ["Not started"]}]');
    expect(first.items.map(({ name }) => name)).toEqual([
      'Check contrast and keyboard use',
      'Move the photo archive',
    ]);
    const rest = { cursor: null, items: [{ name: 'Translate to Swedish' }] };
    expect(await find(`limit: 2, cursor: "${first.cursor}"`)).toEqual(rest);
    expect(
      await api.data(`{ next_items_page(limit: 2, cursor: "${first.cursor}") { cursor items { name } } }`),
    ).toEqual({
      next_items_page: rest,
    });
  });

  it.each([
    [`board_id: ${FOREIGN_BOARD}, columns: []`, 'InvalidBoardIdException'],
    [`board_id: ${BOARD}`, 'InvalidArgumentException'],
    [`board_id: ${BOARD}, cursor: "x"`, 'InvalidArgumentException'],
    [`board_id: ${BOARD}, columns: [], cursor: "x"`, 'InvalidArgumentException'],
    [`board_id: ${BOARD}, columns: [{column_id: "nope", column_values: []}]`, 'InvalidColumnIdException'],
    [`board_id: ${BOARD}, columns: [], limit: 501`, 'InvalidArgumentException'],
  ])('refuses %s', async (args, code) => {
    expect(await api.code(`{ items_page_by_column_values(${args}) { cursor } }`)).toBe(code);
  });
});
