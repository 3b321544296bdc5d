import { ApiUnderTest, BOARD } from '../../testing/api-under-test.js';

interface ShownGroup {
  readonly id: string;
  readonly title: string;
  readonly color: string;
}

describe('groups', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function titles(): Promise<string[]> {
    const { boards } = await api.data<{ boards: { groups: ShownGroup[] }[] }>(
      `{ boards(ids: [${BOARD}]) { groups { id title color } } }`,
    );
    return boards[0]!.groups.map(({ title }) => title);
  }

  async function create(args: string): Promise<ShownGroup> {
    const data = await api.data<{ create_group: ShownGroup }>(
      `mutation { create_group(board_id: ${BOARD}, ${args}) { id title color } }`,
    );
    return data.create_group;
  }

  async function itemsOf(
    groupId: string,
  ): Promise<{ name: string; column_values: { text: string | null }[] }[]> {
    const { boards } = await api.data<{
      boards: {
        groups: { items_page: { items: { name: string; column_values: { text: string }[] }[] } }[];
      }[];
    }>(
      `{ boards(ids: [${BOARD}]) { groups(ids: ["${groupId}"]) { items_page { items { name column_values { text } } } } } }`,
    );
    return boards[0]!.groups[0]!.items_page.items;
  }

  it.each([
    ['group_name: "New"', ['New', 'This sprint', 'Later']],
    ['group_name: "New", position_relative_method: after_at', ['New', 'This sprint', 'Later']],
    ['group_name: "New", position_relative_method: before_at', ['This sprint', 'Later', 'New']],
    [
      'group_name: "New", relative_to: "topics", position_relative_method: after_at',
      ['This sprint', 'New', 'Later'],
    ],
    [
      'group_name: "New", relative_to: "topics", position_relative_method: before_at',
      ['New', 'This sprint', 'Later'],
    ],
  ])('creates a group with %s', async (args, expected) => {
    await create(args);
    expect(await titles()).toEqual(expected);
  });

  it('takes hexes at creation and names afterwards', async () => {
    const { id, color } = await create('group_name: "New", group_color: "#FF642E"');
    const { update_group: changed } = await api.data<{ update_group: ShownGroup }>(
      `mutation { update_group(board_id: ${BOARD}, group_id: "${id}", group_attribute: color, new_value: "dark-purple") { color } }`,
    );

    expect(color).toBe('#ff642e');
    expect(changed.color).toBe('#784bd1');
    expect(
      await api.code(
        `mutation { create_group(board_id: ${BOARD}, group_name: "x", group_color: "red") { id } }`,
      ),
    ).toBe('InvalidArgumentException');
  });

  it('renames and moves a group', async () => {
    const update = (attribute: string, value: string): Promise<unknown> =>
      api.data(
        `mutation { update_group(board_id: ${BOARD}, group_id: "topics", group_attribute: ${attribute}, new_value: "${value}") { id } }`,
      );
    await update('title', 'Now');
    await update('relative_position_after', 'group_title');

    expect(await titles()).toEqual(['Later', 'Now']);
    const { boards } = await api.data<{ boards: { activity_logs: { event: string }[] }[] }>(
      `{ boards(ids: [${BOARD}]) { activity_logs(group_ids: ["topics"]) { event } } }`,
    );
    expect(boards[0]?.activity_logs.map(({ event }) => event)).toEqual(['change_group', 'update_group_name']);
  });

  it('duplicates a group with its items, values and subitems', async () => {
    const { items } = await api
      .data<{ items: { id: string }[] }>(
        `mutation { create_subitem(parent_item_id: 7310284756, item_name: "Sub") { id } }`,
      )
      .then(() => api.data<{ items: { id: string }[] }>('{ items(ids: [7310284756]) { id } }'));
    expect(items).toHaveLength(1);

    const { duplicate_group: copy } = await api.data<{ duplicate_group: ShownGroup }>(
      `mutation { duplicate_group(board_id: ${BOARD}, group_id: "topics", group_title: "Again") { id title } }`,
    );

    expect(await titles()).toEqual(['This sprint', 'Again', 'Later']);
    expect(await itemsOf(copy.id)).toEqual(await itemsOf('topics'));
    const { boards } = await api.data<{
      boards: { groups: { items_page: { items: { subitems: { name: string }[] }[] } }[] }[];
    }>(
      `{ boards(ids: [${BOARD}]) { groups(ids: ["${copy.id}"]) { items_page(limit: 1) { items { subitems { name } } } } } }`,
    );
    expect(boards[0]?.groups[0]?.items_page.items[0]?.subitems).toEqual([{ name: 'Sub' }]);
  });

  it.each(['archive', 'delete'])('%ss a group with its items, but not the last', async (verb) => {
    const state = `${verb}d`;
    const { [`${verb}_group`]: group } = await api.data<Record<string, object>>(
      `mutation { ${verb}_group(board_id: ${BOARD}, group_id: "topics") { id archived deleted } }`,
    );
    const { items } = await api.data<{ items: object[] }>('{ items(ids: [7310284756]) { state } }');

    expect(group).toEqual({ id: 'topics', archived: verb === 'archive', deleted: verb === 'delete' });
    expect(await titles()).toEqual(['Later']);
    expect(items).toEqual([{ state }]);
    const last = await api.ask(
      `mutation { ${verb}_group(board_id: ${BOARD}, group_id: "group_title") { id } }`,
    );
    expect([last.status, last.body.errors?.[0]?.extensions['code']]).toEqual([
      409,
      'DeleteLastGroupException',
    ]);
  });
});
