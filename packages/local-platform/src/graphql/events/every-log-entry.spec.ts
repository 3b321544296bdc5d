import { ApiUnderTest, BOARD, MEMBER } from '../testing/api-under-test.js';

const ITEM = '7310284756';
const OTHER_BOARD = '7310291180';

/**
 * Mutations with the entries that each adds to the log of a board, newest first, with a part of their data. `{{name}}` is a
 * value that the preparation kept. The board is that of the item, unless another is named.
 */
const ENTRIES: readonly (readonly [
  mutation: string,
  entries: readonly (readonly [string, object])[],
  board?: string,
])[] = [
  [
    `create_item(board_id: ${BOARD}, group_id: "topics", item_name: "New") { id }`,
    [['create_pulse', { pulse_name: 'New', group_id: 'topics' }]],
  ],
  [
    `change_multiple_column_values(board_id: ${BOARD}, item_id: ${ITEM}, column_values: "{\\"name\\":\\"N\\",\\"numbers\\":\\"3\\"}") { id }`,
    [
      ['update_column_value', { column_id: 'numbers', value: '3', previous_value: '12' }],
      ['update_name', { value: { name: 'N' } }],
    ],
  ],
  [`archive_item(item_id: ${ITEM}) { id }`, [['archive_pulse', { pulse_id: Number(ITEM) }]]],
  [
    `delete_group(board_id: ${BOARD}, group_id: "group_title") { id }`,
    [
      ['delete_group', { group_id: 'group_title' }],
      ['delete_group_pulse', { pulse_name: 'Translate to Swedish' }],
      ['delete_group_pulse', { pulse_name: 'Move the photo archive' }],
    ],
  ],
  [
    `archive_group(board_id: ${BOARD}, group_id: "{{group}}") { id }`,
    [['archive_group', { group_title: 'Empty' }]],
  ],
  [
    `move_item_to_group(item_id: ${ITEM}, group_id: "group_title") { id }`,
    [
      ['move_pulse_into_group', { source_group_id: 'topics', dest_group_id: 'group_title' }],
      ['move_pulse_from_group', { source_group_id: 'topics', dest_group_id: 'group_title' }],
    ],
  ],
  [
    `change_item_position(item_id: ${ITEM}, group_top: true) { id }`,
    [['change_item_position', { item_id: ITEM }]],
  ],
  [
    `move_item_to_board(item_id: ${ITEM}, board_id: ${OTHER_BOARD}, group_id: "topics") { id }`,
    [
      [
        'move_pulse_from_board',
        { pulse_id: Number(ITEM), dest_board_id: Number(OTHER_BOARD), group_id: 'topics' },
      ],
    ],
  ],
  [
    `move_item_to_board(item_id: ${ITEM}, board_id: ${OTHER_BOARD}, group_id: "topics") { id }`,
    [['move_pulse_into_board', { pulse_id: Number(ITEM), source_board_id: Number(BOARD) }]],
    OTHER_BOARD,
  ],
  [
    `create_subitem(parent_item_id: ${ITEM}, item_name: "Part 2") { id }`,
    [
      [
        'create_pulse',
        { pulse_name: 'Part 2', parent_item_id: Number(ITEM), parent_board_id: Number(BOARD) },
      ],
    ],
    '{{subboard}}',
  ],
  [
    'change_simple_column_value(board_id: {{subboard}}, item_id: {{subitem}}, column_id: "status", value: "Done") { id }',
    [['update_column_value', { column_id: 'status', parent_item_id: Number(ITEM) }]],
    '{{subboard}}',
  ],
  [
    `duplicate_item(board_id: ${BOARD}, item_id: ${ITEM}) { id }`,
    [['create_pulse', { pulse_name: 'Sketch the new landing page (copy)' }]],
  ],
  [
    `duplicate_item(board_id: ${BOARD}, item_id: ${ITEM}) { id }`,
    [['create_pulse', { pulse_name: 'Part' }]],
    '{{subboard}}',
  ],
  [`create_group(board_id: ${BOARD}, group_name: "G") { id }`, [['create_group', { group_title: 'G' }]]],
  [
    `update_group(board_id: ${BOARD}, group_id: "topics", group_attribute: title, new_value: "T") { id }`,
    [['update_group_name', { group_title: 'T' }]],
  ],
  [
    `create_column(board_id: ${BOARD}, id: "size", title: "Size", column_type: text) { id }`,
    [['create_column', { column_id: 'size', column_title: 'Size', column_type: 'text' }]],
  ],
  [
    `change_column_title(board_id: ${BOARD}, column_id: "numbers", title: "Hours") { id }`,
    [['update_column_name', { column_title: 'Hours', previous_value: 'Estimate (h)' }]],
  ],
  [
    `change_column_metadata(board_id: ${BOARD}, column_id: "numbers", column_property: description, value: "x") { id }`,
    [['change_column_settings', { column_id: 'numbers' }]],
  ],
  [
    `update_column(board_id: ${BOARD}, id: "numbers", column_type: numbers, revision: "1", title: "H", width: 90) { id }`,
    [
      ['change_column_settings', { column_id: 'numbers' }],
      ['update_column_name', { column_title: 'H' }],
    ],
  ],
  [
    `delete_column(board_id: ${BOARD}, column_id: "numbers") { id }`,
    [['delete_column', { column_id: 'numbers' }]],
  ],
  [
    `create_view(board_id: ${BOARD}, type: TABLE, name: "Mine") { id }`,
    [['board_view_added', { view_name: 'Mine', view_type: 'TableBoardView' }]],
  ],
  [
    `update_view_table(board_id: ${BOARD}, view_id: {{view}}, name: "Ours") { id }`,
    [['board_view_changed', { view_name: 'Ours' }]],
  ],
  [
    `delete_view(board_id: ${BOARD}, view_id: {{view}}) { id }`,
    [['board_view_deleted', { view_name: 'Theirs' }]],
  ],
  [
    `create_update(item_id: ${ITEM}, body: "Hello") { id }`,
    [['create_update', { pulse_id: Number(ITEM), reply_id: null }]],
  ],
  ['edit_update(id: {{update}}, body: "Ho") { id }', [['edit_update', { update_id: '{{update}}' }]]],
  ['delete_update(id: {{update}}) { id }', [['delete_update', { update_id: '{{update}}' }]]],
  ['like_update(update_id: {{update}}) { id }', [['like_update', { update_id: '{{update}}' }]]],
  ['pin_to_top(id: {{update}}) { id }', [['pin_update', { update_id: '{{update}}' }]]],
  [`clear_item_updates(item_id: ${ITEM}) { id }`, [['delete_update', { update_id: '{{update}}' }]]],
  [
    `set_item_description_content(item_id: ${ITEM}, markdown: "Why") { success }`,
    [['update_item_description', { pulse_id: Number(ITEM) }]],
  ],
  [
    'add_content_to_doc_from_markdown(docId: {{doc}}, markdown: "Why") { success }',
    [['update_doc', { doc_id: '{{doc}}' }]],
    '{{docboard}}',
  ],
  [
    'update_doc_name(docId: {{doc}}, name: "Guide")',
    [['update_board_name', { value: 'Guide', previous_value: 'Notes' }]],
    '{{docboard}}',
  ],
  ['delete_doc(docId: {{doc}})', [['board_deleted', { board_name: 'Notes' }]], '{{docboard}}'],
  [`archive_board(board_id: ${BOARD}) { id }`, [['board_state_changed', { value: 'archived' }]]],
  [
    `add_users_to_board(board_id: ${BOARD}, user_ids: [${MEMBER}], kind: owner) { id }`,
    [['add_owner', { subscribed_id: Number(MEMBER) }]],
  ],
  [
    `create_dropdown_column(board_id: ${BOARD}, id: "kind", title: "Kind") { id }`,
    [['create_column', { column_id: 'kind', column_type: 'dropdown' }]],
  ],
];

interface Log {
  readonly event: string;
  readonly data: string;
}

describe('the log of a board', () => {
  let api: ApiUnderTest;
  let known: Readonly<Record<string, string>>;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());

  beforeEach(async () => {
    api.reset();
    const made = await api.data<Record<string, { id: string; object_id?: string; board?: { id: string } }>>(
      `mutation {
         update: create_update(item_id: ${ITEM}, body: "Old") { id }
         subitem: create_subitem(parent_item_id: ${ITEM}, item_name: "Part") { id board { id } }
         view: create_view(board_id: ${BOARD}, type: TABLE, name: "Theirs") { id }
         group: create_group(board_id: ${BOARD}, group_name: "Empty") { id }
         workspace: create_workspace(name: "W", kind: open) { id } }`,
    );
    const { doc } = await api.data<{ doc: { id: string; object_id: string } }>(
      `mutation { doc: create_doc(location: {workspace: {workspace_id: ${made['workspace']?.id}, name: "Notes", kind: public}}) { id object_id } }`,
    );
    known = {
      ...Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id])),
      subboard: made['subitem']?.board?.id ?? '',
      doc: doc.id,
      docboard: doc.object_id,
    };
  });

  const fill = (text: string): string =>
    text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => known[name] ?? '');

  /** The newest entry first. */
  async function logOf(board: string): Promise<Log[]> {
    const { boards } = await api.data<{ boards: { activity_logs: Log[] }[] }>(
      `{ boards(ids: [${board}], state: all) { activity_logs(limit: 100) { event data } } }`,
    );
    return boards[0]?.activity_logs ?? [];
  }

  const cases = ENTRIES.map(([mutation, entries, board = BOARD]) => ({ mutation, entries, board }));

  it.each(cases)('has the entries of $mutation', async ({ mutation, entries, board }) => {
    const before = await logOf(fill(board));
    await api.data(`mutation { ${fill(mutation)} }`);
    const after = await logOf(fill(board));

    const added = after.slice(0, after.length - before.length);
    expect(added.map(({ event }) => event)).toEqual(entries.map(([event]) => event));
    for (const [index, [, shown]] of entries.entries()) {
      const wanted = Object.entries(shown).map(([name, value]: [string, unknown]) => [
        name,
        typeof value === 'string' && value.startsWith('{{') ? Number(fill(value)) : value,
      ]);
      expect(JSON.parse(added[index]?.data ?? '{}')).toMatchObject(Object.fromEntries(wanted) as object);
    }
  });

  it('has no entry of a mutation that is refused', async () => {
    const before = await logOf(BOARD);
    await api.code(
      `mutation { change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "date4", value: "x") { id } }`,
    );
    expect(await logOf(BOARD)).toEqual(before);
  });

  it('of a user has what is on no board, without other values than ids', async () => {
    await api.data(
      'mutation { create_team(input: {name: "Secret"}, options: {allow_empty_team: true}) { id } }',
    );
    const { me } = await api.data<{ me: { activity_logs: { logs: object[] } } }>(
      '{ me { activity_logs(limit: 1) { logs { event entity data } } } }',
    );
    expect(me.activity_logs.logs).toEqual([{ event: 'create_team', entity: 'account', data: '{}' }]);
  });
});
