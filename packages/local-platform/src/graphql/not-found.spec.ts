import { ApiUnderTest, BOARD } from './testing/api-under-test.js';

/** Ids that lead to nothing, with the error that monday answers (docs/monday-platform.md#graphql-errors). */
const MISSING: readonly (readonly [operation: string, code: string, data: object])[] = [
  ['mutation { delete_board(board_id: 123) { id } }', 'InvalidBoardIdException', { board_id: 123 }],
  [
    'mutation { create_item(board_id: "123", item_name: "x") { id } }',
    'InvalidBoardIdException',
    { board_id: 123 },
  ],
  [
    '{ items_page_by_column_values(board_id: 123, columns: [{column_id: "status", column_values: ["Done"]}]) { cursor } }',
    'InvalidBoardIdException',
    { board_id: 123 },
  ],
  [
    `mutation { change_column_value(board_id: ${BOARD}, item_id: 123, column_id: "status", value: "{}") { id } }`,
    'InvalidItemIdException',
    { item_id: 123 },
  ],
  ['mutation { delete_item(item_id: 123) { id } }', 'InvalidItemIdException', { item_id: 123 }],
  ['mutation { delete_folder(folder_id: "x") { id } }', 'InvalidFolderIdException', { folder_id: 0 }],
  [
    'mutation { delete_workspace(workspace_id: 123) { id } }',
    'InvalidWorkspaceIdException',
    { workspace_id: 123 },
  ],
  [
    `mutation { duplicate_group(board_id: ${BOARD}, group_id: "gone") { id } }`,
    'ResourceNotFoundException',
    { resource_type: 'group', group_id: 'gone', board_id: Number(BOARD) },
  ],
  [`mutation { archive_group(board_id: ${BOARD}, group_id: "gone") { id } }`, 'USER_UNAUTHORIZED', {}],
  ['mutation { archive_board(board_id: 123) { id } }', 'USER_UNAUTHORIZED', {}],
];

describe('an id that leads to nothing', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());

  it.each(MISSING)('%s is answered %s', async (operation, code, data) => {
    const { body } = await api.ask(operation);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code, error_data: data });
  });

  it('has the status 404 in the error only for a group', async () => {
    const { body, status } = await api.ask(
      `mutation { duplicate_group(board_id: ${BOARD}, group_id: "gone") { id } }`,
    );
    expect([status, body.errors?.[0]?.extensions['status_code']]).toEqual([200, 404]);
  });
});
