import { ApiUnderTest, BOARD } from '../testing/api-under-test.js';

const ITEM = '7310284756';
const RULE = 'rules: [{column_id: "group", compare_value: ["topics"], operator: any_of}]';

interface Page {
  readonly cursor: string | null;
  readonly items: readonly { readonly name: string; readonly parent_item: { readonly id: string } | null }[];
}

describe('items of all levels of a multi-level board', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    api.database.update('boards', ['id', Number(BOARD)], { hierarchy_type: 'multi_level' });
    await api.data(
      `mutation { create_subitem(parent_item_id: ${ITEM}, item_name: "Below", column_values: "{\\"status\\":{\\"label\\":\\"Stuck\\"}}") { id board { id } } }`,
    );
  });
  afterAll(() => api.close());

  async function page(args: string): Promise<Page> {
    const { boards } = await api.data<{ boards: { items_page: Page }[] }>(
      `{ boards(ids: [${BOARD}]) { items_page(${args}) { cursor items { name parent_item { id } } } } }`,
    );
    const [board] = boards;
    if (!board) throw new Error('no board');
    return board.items_page;
  }

  it('are returned with their parents, in the order of the board, whatever the query orders by', async () => {
    const query = `query_params: {${RULE}, order_by: [{column_id: "name", direction: desc}]}`;
    const { items } = await page(`hierarchy_scope_config: "allItems", ${query}`);
    expect(items.map(({ name }) => name)).toEqual([
      'Sketch the new landing page',
      'Write the case study for Fjord Coffee',
      'Replace the contact form',
      'Check contrast and keyboard use',
      'Below',
    ]);
    expect(items.at(-1)?.parent_item).toEqual({ id: ITEM });
  });

  it('are found by their own values', async () => {
    const query = 'query_params: {rules: [{column_id: "status", compare_value: [2]}]}';
    const names = async (args: string): Promise<string[]> => (await page(args)).items.map(({ name }) => name);
    expect(await names(`hierarchy_scope_config: "allItems", ${query}`)).toEqual([
      'Replace the contact form',
      'Below',
    ]);
    expect(await names(`hierarchy_scope_config: "parentItems", ${query}`)).toEqual([
      'Replace the contact form',
    ]);
    expect(await names(query)).toEqual(['Replace the contact form']);
  });

  it('are none without a rule, as at monday', async () => {
    expect(await page('hierarchy_scope_config: "allItems"')).toEqual({ cursor: null, items: [] });
  });

  it('are all reached by cursors', async () => {
    const seen: string[] = [];
    let { cursor, items } = await page(
      `limit: 2, hierarchy_scope_config: "allItems", query_params: {${RULE}}`,
    );
    for (;;) {
      seen.push(...items.map(({ name }) => name));
      if (cursor === null) break;
      const { next_items_page: next } = await api.data<{ next_items_page: Page }>(
        `{ next_items_page(limit: 2, cursor: "${cursor}") { cursor items { name parent_item { id } } } }`,
      );
      ({ cursor, items } = next);
    }
    expect(seen).toHaveLength(5);
    expect(seen).toContain('Below');
  });

  it('are found by column values, too', async () => {
    const columns = 'columns: [{column_id: "status", column_values: ["Stuck"]}]';
    const { items_page_by_column_values: found } = await api.data<{ items_page_by_column_values: Page }>(
      `{ items_page_by_column_values(board_id: ${BOARD}, hierarchy_scope_config: "allItems", ${columns}) { items { name } } }`,
    );
    expect(found.items).toEqual([{ name: 'Replace the contact form' }, { name: 'Below' }]);
  });
});
