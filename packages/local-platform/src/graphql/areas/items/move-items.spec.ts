import { ApiUnderTest } from '../../testing/api-under-test.js';

describe('move_item_to_board', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());

  it('moves subitems along to another board, by the mapping', async () => {
    const { create_subitem: subitem } = await api.data<{ create_subitem: { id: string } }>(
      'mutation { create_subitem(parent_item_id: 7310284756, item_name: "Part", column_values: "{\\"status\\":{\\"label\\":\\"Done\\"},\\"date0\\":{\\"date\\":\\"2026-12-01\\"}}") { id } }',
    );
    await api.data(
      'mutation { move_item_to_board(item_id: 7310284756, board_id: 7310291180, group_id: "topics", subitems_columns_mapping: [{source: "status", target: "status"}]) { id } }',
    );
    const { items } = await api.data<{ items: { subitems: object[] }[] }>(
      '{ items(ids: [7310284756]) { board { id } subitems { id board { name } column_values(ids: ["status", "date0"]) { text } } } }',
    );
    expect(items).toEqual([
      {
        board: { id: '7310291180' },
        subitems: [
          {
            id: subitem.id,
            board: { name: 'Subitems of Clients' },
            column_values: [{ text: 'Done' }, { text: '' }],
          },
        ],
      },
    ]);
  });
});
