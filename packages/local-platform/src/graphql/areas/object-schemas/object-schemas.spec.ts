import { ApiUnderTest, BOARD, FOREIGNER, MEMBER } from '../../testing/api-under-test.js';

const OTHER_BOARD = '7310291180';
const POLICY = 'policy: {can_override: [], cannot_delete: true}';

describe('object schemas', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const change = (mutation: string): Promise<unknown> =>
    api.data(`mutation { ${mutation} }`, { version: 'dev' });
  const refusal = (mutation: string, as?: string): Promise<unknown> =>
    api.code(`mutation { ${mutation} }`, { version: 'dev', ...(as === undefined ? {} : { as }) });
  const create = async (name: string, more = ''): Promise<string> => {
    const { create_object_schema: made } = (await change(
      `create_object_schema(name: "${name}"${more}) { id }`,
    )) as { create_object_schema: { id: string } };
    return made.id;
  };
  const addColumn = (schema: string, title: string, more = ''): Promise<unknown> =>
    change(
      `create_object_schema_columns(object_schema_name: "${schema}", columns: [{type: numbers, title: "${title}", ${POLICY}${more}}]) { id }`,
    );
  const connect = (board: string, schema: string): Promise<unknown> =>
    change(`connect_board_to_object_schema(board_id: ${board}, object_schema_name: "${schema}") { id }`);
  const titles = async (board: string): Promise<string[]> => {
    const { boards } = await api.data<{ boards: { columns: { title: string }[] }[] }>(
      `{ boards(ids: [${board}]) { columns(types: [numbers]) { title } } }`,
    );
    return boards[0]?.columns.map(({ title }) => title) ?? [];
  };
  const schemas = async (fields: string, args = ''): Promise<unknown> => {
    const { get_object_schemas: found } = await api.data<{ get_object_schemas: unknown }>(
      `{ get_object_schemas${args} { ${fields} } }`,
    );
    return found;
  };

  it('give their columns to the boards that are connected, also later ones', async () => {
    await create('ships');
    await addColumn('ships', 'Length');
    await addColumn('ships', 'Secret', ', opt_out_by_default: true');
    await connect(BOARD, 'ships');
    expect(await titles(BOARD)).toEqual(['Estimate (h)', 'Length']);
    await addColumn('ships', 'Draught');
    expect(await titles(BOARD)).toEqual(['Estimate (h)', 'Length', 'Draught']);
    expect(await titles(OTHER_BOARD)).not.toContain('Length');
    expect(await schemas('name connected_boards_count columns { title tags { opt_in_by_default } }')).toEqual(
      [
        {
          name: 'ships',
          connected_boards_count: 1,
          columns: [
            { title: 'Length', tags: { opt_in_by_default: true } },
            { title: 'Secret', tags: { opt_in_by_default: false } },
            { title: 'Draught', tags: { opt_in_by_default: true } },
          ],
        },
      ],
    );
  });

  it('change the columns of their boards, and keep them from being deleted', async () => {
    await create('ships');
    await addColumn('ships', 'Length');
    await connect(BOARD, 'ships');
    const { columns } = ((await schemas('columns { id }')) as { columns: { id: string }[] }[])[0] ?? {
      columns: [],
    };
    const id = columns[0]?.id ?? '';
    await change(
      `update_object_schema_columns(object_schema_name: "ships", columns: [{column_id: "${id}", title: "Length (m)"}]) { id }`,
    );
    expect(await titles(BOARD)).toContain('Length (m)');
    const removal = `delete_column(board_id: ${BOARD}, column_id: "${id}") { id }`;
    expect(await refusal(removal)).toBe('UserUnauthorizedException');
    expect(await refusal('delete_object_schema(name: "ships") { id }')).toBe('InvalidArgumentException');
    await change(`detach_boards_from_object_schema(board_ids: [${BOARD}]) { success }`);
    await change(removal);
    expect(await titles(BOARD)).toEqual(['Estimate (h)']);
    await change('delete_object_schema(name: "ships") { id }');
    expect(await schemas('id')).toEqual([]);
  });

  it('inherit columns, and leave out inactive ones', async () => {
    const parent = await create('vessels');
    await addColumn('vessels', 'Year');
    await addColumn('vessels', 'Old');
    const [{ columns }] = (await schemas('columns { id }')) as [{ columns: { id: string }[] }];
    await change(
      `set_object_schema_column_active_state(object_schema_name: "vessels", column_id: "${columns[1]?.id}", action: DEACTIVATE) { id }`,
    );
    await create('ships', `, parent_id: ${parent}`);
    await addColumn('ships', 'Length');
    await connect(BOARD, 'ships');
    expect(await titles(BOARD)).toEqual(['Estimate (h)', 'Year', 'Length']);
    expect(
      await schemas('revision columns { title tags { inherited deprecated } }', '(names: ["ships"])'),
    ).toEqual([
      {
        revision: 2,
        columns: [
          { title: 'Year', tags: { inherited: true, deprecated: false } },
          { title: 'Old', tags: { inherited: true, deprecated: true } },
          { title: 'Length', tags: { inherited: false, deprecated: false } },
        ],
      },
    ]);
    expect(await refusal(`update_object_schema(id: ${parent}, revision: 1, description: "x") { id }`)).toBe(
      'REVISION_MISMATCH',
    );
  });

  it('are of one account, and changed by admins', async () => {
    await create('ships');
    expect(await api.data('{ get_object_schemas { id } }', { as: FOREIGNER })).toEqual({
      get_object_schemas: [],
    });
    expect(await refusal('create_object_schema(name: "boats") { id }', MEMBER)).toBe(
      'UserUnauthorizedException',
    );
  });

  it.each([
    ['a short name', 'create_object_schema(name: "ab") { id }', 'InvalidArgumentException'],
    ['a name without letters', 'create_object_schema(name: "123") { id }', 'InvalidArgumentException'],
    ['a name that is taken', 'create_object_schema(name: "taken") { id }', 'InvalidArgumentException'],
    ['no name', 'delete_object_schema { id }', 'InvalidArgumentException'],
    ['an unknown schema', 'delete_object_schema(id: 5) { id }', 'ResourceNotFoundException'],
    [
      'an unknown column',
      'delete_object_schema_columns(object_schema_name: "taken", column_ids: ["x"]) { id }',
      'InvalidColumnIdException',
    ],
    [
      'an action without its input',
      'bulk_object_schema_column_actions(object_schema_name: "taken", actions: [{action: CREATE_OBJECT_SCHEMA_COLUMNS}]) { action }',
      'InvalidArgumentException',
    ],
  ])('refuse %s', async (_what, mutation, code) => {
    await create('taken');
    expect(await refusal(mutation)).toBe(code);
  });
});
