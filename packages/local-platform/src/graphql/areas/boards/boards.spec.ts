import { ADMIN, ApiUnderTest, BOARD, FOREIGNER, MEMBER, VIEWER } from '../../testing/api-under-test.js';

interface Created {
  readonly create_board: { readonly id: string };
}

describe('boards', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function create(args: string): Promise<string> {
    const { create_board } = await api.data<Created>(`mutation { create_board(${args}) { id } }`);
    return create_board.id;
  }

  async function board(id: string, fields: string, as = ADMIN): Promise<Record<string, unknown>> {
    const { boards } = await api.data<{ boards: Record<string, unknown>[] }>(
      `{ boards(ids: [${id}], state: all) { ${fields} } }`,
      { as },
    );
    return boards[0] ?? {};
  }

  it('creates a board with columns and groups, owners and subscribers', async () => {
    const id = await create(
      `board_name: "Plan", board_kind: private, description: "All of it", board_owner_ids: [${MEMBER}], board_subscriber_ids: [${VIEWER}], item_nickname: {singular: "task"}`,
    );

    expect(
      await board(
        id,
        'name description board_kind state item_terminology columns { type } groups { title } owners { id } subscribers { id } creator { id }',
      ),
    ).toEqual({
      name: 'Plan',
      description: 'All of it',
      board_kind: 'private',
      state: 'active',
      item_terminology: 'task',
      columns: [{ type: 'name' }, { type: 'people' }, { type: 'status' }, { type: 'date' }],
      groups: [{ title: 'Group Title' }, { title: 'Group Title' }],
      owners: [{ id: ADMIN }, { id: MEMBER }],
      subscribers: [{ id: ADMIN }, { id: MEMBER }, { id: VIEWER }],
      creator: { id: ADMIN },
    });
  });

  it('creates an empty board with the name and a group', async () => {
    const id = await create('board_name: "Empty", board_kind: public, empty: true');
    expect(await board(id, 'columns { id } groups { id } items_count')).toEqual({
      columns: [{ id: 'name' }],
      groups: [{ id: 'topics' }],
      items_count: 0,
    });
  });

  it('shows a private board only to those who are subscribed', async () => {
    const id = await create('board_name: "Mine", board_kind: private');
    expect(await board(id, 'id', MEMBER)).toEqual({});
    await api.data(`mutation { add_users_to_board(board_id: ${id}, user_ids: [${MEMBER}]) { id } }`);
    expect(await board(id, 'id', MEMBER)).toEqual({ id });
    await api.data(
      `mutation { delete_subscribers_from_board(board_id: ${id}, user_ids: [${MEMBER}]) { id } }`,
    );
    expect(await board(id, 'id', MEMBER)).toEqual({});
    expect(
      await api.code(
        `mutation { delete_subscribers_from_board(board_id: ${id}, user_ids: [${ADMIN}]) { id } }`,
      ),
    ).toBe('InvalidArgumentException');
    expect(
      await api.code(`mutation { add_users_to_board(board_id: ${id}, user_ids: [${FOREIGNER}]) { id } }`),
    ).toBe('InvalidUserIdException');
  });

  it('shows a private board to the teams of the board', async () => {
    const id = await create('board_name: "Mine", board_kind: private');
    const { create_team: team } = await api.data<{ create_team: { id: string } }>(
      `mutation { create_team(input: {name: "Crew", subscriber_ids: [${MEMBER}]}) { id } }`,
    );
    await api.data(
      `mutation { add_teams_to_board(board_id: ${id}, team_ids: [${team.id}], kind: owner) { id } }`,
    );

    expect(await board(id, 'team_owners { name } team_subscribers { name }', MEMBER)).toEqual({
      team_owners: [{ name: 'Crew' }],
      team_subscribers: [{ name: 'Crew' }],
    });
    await api.data(`mutation { delete_teams_from_board(board_id: ${id}, team_ids: [${team.id}]) { id } }`);
    expect(await board(id, 'id', MEMBER)).toEqual({});
    expect(await board(id, 'activity_logs(limit: 2) { event }')).toEqual({
      activity_logs: [{ event: 'unsubscribe' }, { event: 'add_owner' }],
    });
  });

  it.each([
    ['name', 'New name', 'name', 'update_board_name'],
    ['description', 'New text', 'description', 'update_board_description'],
    ['item_nickname', 'ship', 'item_terminology', 'update_board_nickname'],
  ])('updates the %s, answers JSON text, and logs it', async (attribute, value, field, event) => {
    const { update_board: answer } = await api.data<{ update_board: string }>(
      `mutation { update_board(board_id: ${BOARD}, board_attribute: ${attribute}, new_value: "${value}") }`,
    );

    expect(JSON.parse(answer)).toMatchObject({ success: true, undo_data: { entity_id: Number(BOARD) } });
    const shown = await board(BOARD, `${field} updated_at activity_logs { event user_id data created_at }`);
    expect(shown[field]).toBe(value);
    const [entry] = shown['activity_logs'] as { event: string; data: string; created_at: string }[];
    expect(entry?.event).toBe(event);
    expect(JSON.parse(entry?.data ?? '')).toMatchObject({ value });
    expect(entry?.created_at).toMatch(/^\d{17}$/);
  });

  it('keeps communication as JSON', async () => {
    await api.data(
      `mutation { update_board(board_id: ${BOARD}, board_attribute: communication, new_value: "{\\"meeting_id\\":5}") }`,
    );
    expect(await board(BOARD, 'communication')).toEqual({ communication: { meeting_id: 5 } });
    expect(
      await api.code(
        `mutation { update_board(board_id: ${BOARD}, board_attribute: communication, new_value: "{") }`,
      ),
    ).toBe('InvalidArgumentException');
  });

  it('archives and deletes a board, which then only lists by its state', async () => {
    await api.data(`mutation { archive_board(board_id: ${BOARD}) { id state } }`);
    expect(await api.data(`{ boards(ids: [${BOARD}]) { id } }`)).toEqual({ boards: [] });
    expect(await api.data(`{ boards(ids: [${BOARD}], state: archived) { id } }`)).toEqual({
      boards: [{ id: BOARD }],
    });
    expect(await api.code(`mutation { create_item(board_id: ${BOARD}, item_name: "x") { id } }`)).toBe(
      'InvalidBoardIdException',
    );
    await api.data(`mutation { delete_board(board_id: ${BOARD}) { id } }`);
    expect(await board(BOARD, 'state activity_logs { event }')).toEqual({
      state: 'deleted',
      activity_logs: [{ event: 'board_deleted' }, { event: 'board_state_changed' }],
    });
    expect(await api.code(`mutation { delete_board(board_id: ${BOARD}) { id } }`)).toBe(
      'InvalidBoardIdException',
    );
  });

  it.each([
    ['duplicate_board_with_structure', 0],
    ['duplicate_board_with_pulses', 6],
  ])('duplicates a board with %s', async (type, count) => {
    await api.data('mutation { create_subitem(parent_item_id: 7310284756, item_name: "Sub") { id } }');
    const { duplicate_board: copy } = await api.data<{
      duplicate_board: { board: { id: string }; is_async: boolean };
    }>(
      `mutation { duplicate_board(board_id: ${BOARD}, duplicate_type: ${type}, board_name: "Copy") { is_async board { id } } }`,
    );

    const fields = 'columns { id title type } groups { id title color }';
    expect(await board(copy.board.id, fields)).toEqual(await board(BOARD, fields));
    const items =
      'items_page { items { name group { id } column_values(types: [status, date, numbers]) { id text } subitems { name board { id } } } }';
    const shown = (await board(copy.board.id, `name items_count ${items}`)) as {
      name: string;
      items_count: number;
      items_page: { items: { name: string; subitems: { name: string; board: { id: string } }[] }[] };
    };
    expect([shown.name, shown.items_count]).toEqual(['Copy', count]);
    if (count === 0) return;
    const original = (await board(BOARD, items)) as typeof shown;
    const plain = ({ items_page }: typeof shown): unknown =>
      items_page.items.map((item) => ({ ...item, subitems: item.subitems.map(({ name }) => name) }));
    expect(plain(shown)).toEqual(plain(original));
    const [sub, originalSub] = [shown, original].map((of) => of.items_page.items[0]!.subitems[0]!.board.id);
    expect(sub).not.toBe(originalSub);
  });

  it('moves a board to a workspace and a folder', async () => {
    const { workspace, folder } = await api
      .data<{ workspace: { id: string } }>(
        'mutation { workspace: create_workspace(name: "Ops", kind: open) { id } }',
      )
      .then(async (made) => ({
        ...made,
        ...(await api.data<{ folder: { id: string } }>(
          `mutation { folder: create_folder(name: "In", workspace_id: ${made.workspace.id}) { id } }`,
        )),
      }));
    const { update_board_hierarchy: moved } = await api.data<{ update_board_hierarchy: object }>(
      `mutation { update_board_hierarchy(board_id: ${BOARD}, attributes: {folder_id: ${folder.id}}) { success board { id } } }`,
    );

    expect(moved).toEqual({ success: true, board: { id: BOARD } });
    expect(await board(BOARD, 'workspace_id workspace { name } board_folder_id folder { name }')).toEqual({
      workspace_id: workspace.id,
      workspace: { name: 'Ops' },
      board_folder_id: folder.id,
      folder: { name: 'In' },
    });
    expect(await api.data(`{ boards(workspace_ids: [${workspace.id}]) { id } }`)).toEqual({
      boards: [{ id: BOARD }],
    });
    expect(await board(BOARD, 'activity_logs { event }')).toEqual({
      activity_logs: [{ event: 'update_board_folder_id' }, { event: 'board_workspace_id_changed' }],
    });
  });

  it('keeps permissions', async () => {
    await api.data(
      `mutation { set_board_permission(board_id: ${BOARD}, basic_role_name: viewer) { edit_permissions } }`,
    );
    expect(await board(BOARD, 'permissions')).toEqual({ permissions: 'owners' });
  });

  it('keeps views, and changes and deletes them', async () => {
    const { create_view: view } = await api.data<{ create_view: { id: string } }>(
      `mutation { create_view(board_id: ${BOARD}, type: TABLE, name: "Mine", settings: {a: 1}, sort: [{column_id: "status"}],
         filter: {rules: [{column_id: "status", compare_value: [1]}]}, tags: ["x"]) { id } }`,
    );
    await api.data(
      `mutation { update_view(board_id: ${BOARD}, view_id: ${view.id}, type: TABLE, name: "Ours") { id } }`,
    );
    const views =
      'views(type: "TableBoardView") { id name type settings settings_str sort filter tags access_level }';
    expect(await board(BOARD, views)).toEqual({
      views: [
        {
          id: view.id,
          name: 'Ours',
          type: 'TableBoardView',
          settings: { a: 1 },
          settings_str: '{"a":1}',
          sort: [{ column_id: 'status', direction: 'asc' }],
          filter: {
            operator: 'and',
            rules: [{ column_id: 'status', operator: 'any_of', compare_value: [1] }],
          },
          tags: ['x'],
          access_level: 'edit',
        },
      ],
    });
    await api.data(`mutation { delete_view(board_id: ${BOARD}, view_id: ${view.id}) { id } }`);
    expect(await board(BOARD, 'views { id }')).toEqual({ views: [] });
  });

  it('filters the log by time, user and item', async () => {
    await api.data('mutation { archive_item(item_id: 7310284756) { id } }');
    const logs = async (args: string): Promise<unknown> =>
      (await board(BOARD, `activity_logs(${args}) { event entity user_id account_id }`))['activity_logs'];
    const entry = { event: 'archive_pulse', entity: 'pulse', user_id: ADMIN, account_id: '18345021' };
    expect(await logs('item_ids: [7310284756]')).toEqual([entry]);
    expect(await logs(`user_ids: [${MEMBER}]`)).toEqual([]);
    expect(await logs('from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z"')).toEqual([]);
    expect(await logs('from: "2020-01-01T00:00:00Z"')).toEqual([entry]);
  });

  it('updates the time of a board with its items', async () => {
    const { updated_at: before } = await board(BOARD, 'updated_at');
    await api.data('mutation { archive_item(item_id: 7310284756) { id } }');
    expect((await board(BOARD, 'updated_at'))['updated_at']).not.toBe(before);
  });
});
