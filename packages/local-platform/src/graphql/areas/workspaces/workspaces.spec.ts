import { ADMIN, ApiUnderTest, FOREIGNER, MEMBER } from '../../testing/api-under-test.js';

describe('workspaces and folders', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function made(mutation: string): Promise<string> {
    const { made: row } = await api.data<{ made: { id: string } }>(`mutation { made: ${mutation} { id } }`);
    return row.id;
  }

  it('creates and updates a workspace, and deletes it with its contents', async () => {
    const id = await made('create_workspace(name: "Ops", kind: open, description: "Old")');
    const boardId = await made(`create_board(board_name: "x", board_kind: public, workspace_id: ${id})`);
    await api.data(
      `mutation { update_workspace(id: ${id}, attributes: {name: "Operations", description: "New"}) { id } }`,
    );

    expect(
      await api.data(
        `{ workspaces(ids: [${id}]) { name description kind state is_default_workspace owners_subscribers { id } account_product { kind } } }`,
      ),
    ).toEqual({
      workspaces: [
        {
          name: 'Operations',
          description: 'New',
          kind: 'open',
          state: 'active',
          is_default_workspace: false,
          owners_subscribers: [{ id: ADMIN }],
          account_product: { kind: 'core' },
        },
      ],
    });
    await api.data(`mutation { delete_workspace(workspace_id: ${id}) { id state } }`);
    expect(await api.data(`{ workspaces { id } boards(ids: [${boardId}]) { id } }`)).toEqual({
      workspaces: [],
      boards: [],
    });
    expect(await api.data('{ workspaces(state: deleted) { id } }')).toEqual({ workspaces: [{ id }] });
  });

  it('shows a closed workspace to its members only', async () => {
    const id = await made('create_workspace(name: "Secret", kind: closed)');
    const seen = (as: string): Promise<unknown> => api.data('{ workspaces { id } }', { as });
    expect(await seen(MEMBER)).toEqual({ workspaces: [] });
    await api.data(`mutation { add_users_to_workspace(workspace_id: ${id}, user_ids: [${MEMBER}]) { id } }`);
    expect(await seen(MEMBER)).toEqual({ workspaces: [{ id }] });
    expect(await seen(FOREIGNER)).toEqual({ workspaces: [] });
    expect(await api.data(`{ workspaces(ids: [${id}]) { users_subscribers { id } } }`)).toEqual({
      workspaces: [{ users_subscribers: [{ id: ADMIN }, { id: MEMBER }] }],
    });
    await api.data(
      `mutation { delete_users_from_workspace(workspace_id: ${id}, user_ids: [${MEMBER}]) { id } }`,
    );
    expect(await seen(MEMBER)).toEqual({ workspaces: [] });
  });

  it('lists by membership and by teams', async () => {
    const id = await made('create_workspace(name: "Secret", kind: closed)');
    const team = await made(`create_team(input: {name: "Crew", subscriber_ids: [${MEMBER}]})`);
    await api.data(
      `mutation { add_teams_to_workspace(workspace_id: ${id}, team_ids: [${team}], kind: owner) { id } }`,
    );
    expect(
      await api.data('{ workspaces { team_owners_subscribers { name } teams_subscribers { name } } }', {
        as: MEMBER,
      }),
    ).toEqual({
      workspaces: [{ team_owners_subscribers: [{ name: 'Crew' }], teams_subscribers: [{ name: 'Crew' }] }],
    });
    await made('create_workspace(name: "Open", kind: open)');
    const names = async (args: string): Promise<unknown> => api.data(`{ workspaces(${args}) { name } }`);
    expect(await names('order_by: created_at, limit: 1')).toEqual({ workspaces: [{ name: 'Open' }] });
    expect(await names('kind: closed')).toEqual({ workspaces: [{ name: 'Secret' }] });
    expect(await api.data('{ workspaces(membership_kind: member) { name } }', { as: MEMBER })).toEqual({
      workspaces: [],
    });
  });

  it('keeps folders in folders, with their boards', async () => {
    const workspace = await made('create_workspace(name: "Ops", kind: open)');
    const outer = await made(`create_folder(name: "Outer", workspace_id: ${workspace}, color: AQUAMARINE)`);
    const inner = await made(`create_folder(name: "Inner", parent_folder_id: ${outer})`);
    const boardId = await made(`create_board(board_name: "x", board_kind: public, folder_id: ${inner})`);

    expect(
      await api.data(
        `{ folders(workspace_ids: [${workspace}]) { name color owner_id workspace { name } parent { name } sub_folders { name } children { id } } }`,
      ),
    ).toEqual({
      folders: [
        {
          name: 'Outer',
          color: 'AQUAMARINE',
          owner_id: ADMIN,
          workspace: { name: 'Ops' },
          parent: null,
          sub_folders: [{ name: 'Inner' }],
          children: [],
        },
        {
          name: 'Inner',
          color: null,
          owner_id: ADMIN,
          workspace: { name: 'Ops' },
          parent: { name: 'Outer' },
          sub_folders: [],
          children: [{ id: boardId }],
        },
      ],
    });
    await api.data(`mutation { delete_folder(folder_id: ${outer}) { id } }`);
    expect(await api.data(`{ folders { id } boards(ids: [${boardId}]) { id } }`)).toEqual({
      folders: [],
      boards: [],
    });
  });

  it('updates a folder, and resets omitted appearance attributes', async () => {
    const first = await made('create_folder(name: "A", color: INDIGO, font_weight: FONT_WEIGHT_BOLD)');
    const second = await made('create_folder(name: "B")');
    await api.data(
      `mutation { update_folder(folder_id: ${first}, name: "C", font_weight: FONT_WEIGHT_LIGHT,
         position: {object_id: "${second}", object_type: Folder}) { id } }`,
    );
    expect(
      await api.data('{ folders { name color font_weight workspace { id name is_default_workspace } } }'),
    ).toEqual({
      folders: [
        {
          name: 'B',
          color: null,
          font_weight: null,
          workspace: { id: null, name: 'Main workspace', is_default_workspace: true },
        },
        {
          name: 'C',
          color: null,
          font_weight: 'FONT_WEIGHT_LIGHT',
          workspace: { id: null, name: 'Main workspace', is_default_workspace: true },
        },
      ],
    });
    await api.data(`mutation { update_folder(folder_id: ${second}, parent_folder_id: ${first}) { id } }`);
    expect(
      await api.code(`mutation { update_folder(folder_id: ${first}, parent_folder_id: ${second}) { id } }`),
    ).toBe('InvalidArgumentException');
  });

  it('rejects references to missing objects', async () => {
    expect(await api.code('mutation { delete_folder(folder_id: 1) { id } }')).toBe(
      'InvalidFolderIdException',
    );
    expect(await api.code('mutation { delete_workspace(workspace_id: 1) { id } }')).toBe(
      'InvalidWorkspaceIdException',
    );
    expect(
      await api.code(
        'mutation { create_board(board_name: "x", board_kind: public, workspace_id: 1) { id } }',
      ),
    ).toBe('InvalidWorkspaceIdException');
  });
});
