import { ApiUnderTest, BOARD, FOREIGN_BOARD, VIEWER } from '../../testing/api-under-test.js';

interface ShownColumn {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly description: string | null;
  readonly revision: string;
  readonly settings: Record<string, unknown>;
}

const FIELDS = 'id title type description revision settings';

describe('columns', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function columns(): Promise<ShownColumn[]> {
    const { boards } = await api.data<{ boards: { columns: ShownColumn[] }[] }>(
      `{ boards(ids: [${BOARD}]) { columns { ${FIELDS} } } }`,
    );
    return boards[0]!.columns;
  }

  async function create(args: string): Promise<ShownColumn> {
    const data = await api.data<{ create_column: ShownColumn }>(
      `mutation { create_column(board_id: ${BOARD}, ${args}) { ${FIELDS} } }`,
    );
    return data.create_column;
  }

  it('creates a column with an id, a place and settings', async () => {
    const made = await create(
      'column_type: dropdown, title: "Size", id: "size", description: "How big", after_column_id: "status", defaults: "{\\"labels\\":[{\\"label\\":\\"S\\"},{\\"label\\":\\"M\\"}]}"',
    );

    expect(made).toMatchObject({ id: 'size', title: 'Size', type: 'dropdown', description: 'How big' });
    const shown = await columns();
    expect(shown.map(({ id }) => id)).toEqual(['name', 'status', 'size', 'person', 'date4', 'numbers']);
    expect(shown.find(({ id }) => id === 'size')?.settings).toEqual({
      labels: [
        { id: 1, label: 'S', is_deactivated: false },
        { id: 2, label: 'M', is_deactivated: false },
      ],
    });
  });

  it('creates a status column from typed labels, which values then use', async () => {
    const { create_status_column: made } = await api.data<{ create_status_column: ShownColumn }>(
      `mutation { create_status_column(board_id: ${BOARD}, title: "Phase", defaults: {labels: [
        {label: "Idea", color: purple, index: 0}, {label: "Shipped", color: done_green, index: 1, is_done: true}
      ]}) { ${FIELDS} } }`,
    );
    const { create_item } = await api.data<{ create_item: { column_values: object[] } }>(
      `mutation($v: JSON) { create_item(board_id: ${BOARD}, item_name: "x", column_values: $v) {
         column_values(ids: ["${made.id}"]) { ... on StatusValue { label is_done label_style { color } } } } }`,
      { variables: { v: JSON.stringify({ [made.id]: { label: 'Shipped' } }) } },
    );

    expect(create_item.column_values).toEqual([
      { label: 'Shipped', is_done: true, label_style: { color: '#00c875' } },
    ]);
  });

  it('updates the given properties if the revision is current', async () => {
    const { id, revision } = await create('column_type: numbers, title: "Cost"');
    const update = (of: string): string =>
      `mutation { update_column(board_id: ${BOARD}, id: "${id}", column_type: numbers, revision: "${of}",
         title: "Price", width: 120, settings: {unit: {symbol: "€"}}) { ${FIELDS} width } }`;

    const { update_column: changed } = await api.data<{ update_column: ShownColumn }>(update(revision));
    const refused = await api.ask(update(revision));

    expect(changed).toMatchObject({ title: 'Price', width: 120, settings: { unit: { symbol: '€' } } });
    expect(changed.revision).not.toBe(revision);
    expect((await columns()).at(-1)).toMatchObject({ title: 'Price', revision: changed.revision });
    expect(refused.status).toBe(409);
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({
      code: 'REVISION_MISMATCH',
      status_code: 409,
    });
  });

  it('keeps the ids of labels that stay when a dropdown gets new ones', async () => {
    const { id, revision } = await create(
      'column_type: dropdown, title: "Size", defaults: {labels: [{label: "S"}, {label: "M"}]}',
    );
    const { create_item: item } = await api.data<{ create_item: { id: string } }>(
      `mutation($v: JSON) { create_item(board_id: ${BOARD}, item_name: "x", column_values: $v) { id } }`,
      { variables: { v: JSON.stringify({ [id]: { labels: ['M'] } }) } },
    );

    await api.data(
      `mutation { update_dropdown_column(board_id: ${BOARD}, id: "${id}", revision: "${revision}",
         settings: {labels: [{label: "L"}, {label: "M"}]}) { id } }`,
    );
    const { items } = await api.data<{ items: { column_values: { text: string }[] }[] }>(
      `{ items(ids: [${item.id}]) { column_values(ids: ["${id}"]) { text } } }`,
    );

    expect(items[0]?.column_values[0]?.text).toBe('M');
  });

  it('finds items by the order of labels that were put into another order', async () => {
    const names = async (): Promise<string[]> => {
      const { boards } = await api.data<{ boards: { items_page: { items: { name: string }[] } }[] }>(
        `{ boards(ids: [${BOARD}]) { items_page(limit: 2, query_params: {order_by: [{column_id: "status"}]}) { items { name } } } }`,
      );
      return boards[0]!.items_page.items.map(({ name }) => name);
    };
    expect(await names()).toEqual(['Write the case study for Fjord Coffee', 'Sketch the new landing page']);
    const status = (await columns()).find(({ id }) => id === 'status')!;

    await api.data(
      `mutation($s: UpdateStatusColumnSettingsInput) { update_status_column(board_id: ${BOARD}, id: "status", revision: "${status.revision}", settings: $s) { id } }`,
      {
        variables: {
          s: {
            labels: [
              { id: 0, label: 'Working on it', color: 'working_orange', index: 9 },
              { id: 1, label: 'Done', color: 'done_green', index: 0 },
              { id: 2, label: 'Stuck', color: 'stuck_red', index: 1 },
            ],
          },
        },
      },
    );

    expect(await names()).toEqual(['Sketch the new landing page', 'Replace the contact form']);
  });

  it('renames and describes a column, and logs it', async () => {
    await api.data(
      `mutation { a: change_column_title(board_id: ${BOARD}, column_id: "status", title: "State") { title }
         b: change_column_metadata(board_id: ${BOARD}, column_id: "status", column_property: description, value: "Where it is") { id } }`,
    );

    expect((await columns()).find(({ id }) => id === 'status')).toMatchObject({
      title: 'State',
      description: 'Where it is',
    });
    const { boards } = await api.data<{ boards: { activity_logs: { event: string }[] }[] }>(
      `{ boards(ids: [${BOARD}]) { activity_logs(column_ids: ["status"]) { event } } }`,
    );
    expect(boards[0]?.activity_logs.map(({ event }) => event)).toEqual([
      'change_column_settings',
      'update_column_name',
    ]);
  });

  it('deletes a column, whose values no query shows or finds any more', async () => {
    const answer = await api.ask(
      `mutation { delete_column(board_id: ${BOARD}, column_id: "numbers") { id } }`,
    );

    expect(answer.body).toMatchObject({ data: { delete_column: null } });
    expect(answer.body.errors).toBeUndefined();
    expect((await columns()).map(({ id }) => id)).not.toContain('numbers');
    const filter = `{ boards(ids: [${BOARD}]) { items_page(query_params: {rules: [{column_id: "numbers", compare_value: [12]}]}) { items { id } } } }`;
    expect(await api.code(filter)).toBe('InvalidColumnIdException');
    expect(
      await api.code(
        `mutation { create_column(board_id: ${BOARD}, column_type: text, title: "x", id: "numbers") { id } }`,
      ),
    ).toBe('InvalidColumnIdException');
  });

  it('describes the settings of a type', async () => {
    const { get_column_type_schema: schema } = await api.data<{
      get_column_type_schema: { properties: object };
    }>('{ get_column_type_schema(type: dropdown) }');
    expect(Object.keys(schema.properties)).toEqual(['labels', 'limit_select', 'label_limit_count']);
  });

  it.each([
    ['column_type: text, title: ""', 'InvalidArgumentException'],
    ['column_type: text, title: "x", id: "Ä"', 'InvalidColumnIdException'],
    ['column_type: text, title: "x", id: "status"', 'InvalidColumnIdException'],
    ['column_type: text, title: "x", after_column_id: "nope"', 'InvalidColumnIdException'],
    ['column_type: text, title: "x", defaults: "{"', 'InvalidArgumentException'],
    ['column_type: name, title: "x"', 'InvalidColumnTypeException'],
  ])('refuses create_column(%s) and changes nothing', async (args, code) => {
    const before = await columns();
    expect(await api.code(`mutation { create_column(board_id: ${BOARD}, ${args}) { id } }`)).toBe(code);
    expect(await columns()).toEqual(before);
  });

  it('refuses viewers, other accounts, text as settings and the column of the name', async () => {
    const title = (board: string, column: string): string =>
      `mutation { change_column_title(board_id: ${board}, column_id: "${column}", title: "x") { id } }`;
    expect(await api.code(title(BOARD, 'status'), { as: VIEWER })).toBe('UserUnauthorizedException');
    expect(await api.code(title(FOREIGN_BOARD, 'status'))).toBe('InvalidBoardIdException');
    expect(
      await api.code(
        `mutation { update_column(board_id: ${BOARD}, id: "status", column_type: status, revision: "1", settings: "{}") { id } }`,
      ),
    ).toBe('InvalidArgumentException');
    expect(await api.code(`mutation { delete_column(board_id: ${BOARD}, column_id: "name") { id } }`)).toBe(
      'InvalidColumnTypeException',
    );
  });
});
