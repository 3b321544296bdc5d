import { type Story } from './operation.js';

const ADMIN = '58120443';
const MEMBER = '58120517';

/** Users, teams, the account and its workspaces and folders. */
export const people: Story = {
  name: 'people and places',
  operations: [
    {
      query: 'query { me { id name email title kind account { id slug name tier } } }',
      shows: {
        me: {
          id: ADMIN,
          name: 'Amara Lindqvist',
          kind: 'admin',
          account: { slug: 'harbor-pine', tier: 'pro' },
        },
      },
    },
    {
      query: 'query { me { is_admin enabled join_date photo_thumb } }',
      version: '2026-07',
      shows: { me: { is_admin: true, enabled: true } },
    },
    {
      query: 'query Users($limit: Int) { users(limit: $limit) { id name email created_at status } }',
      variables: { limit: 50 },
      shows: {
        users: expect.arrayContaining([expect.objectContaining({ id: MEMBER, status: 'ACTIVE' })]) as unknown,
      },
    },
    { query: 'query { users(kind: non_guests, newest_first: true) { id } }', shows: { users: [{}, {}, {}] } },
    {
      query: 'query($emails: [String!]) { users(emails: $emails) { id teams { id } photo_url { thumb } } }',
      variables: { emails: ['amara.lindqvist@harborpine.example'] },
      shows: { users: [{ id: ADMIN, teams: [] }] },
    },
    {
      query:
        'query { users(name: "rivera") { name phone mobile_phone location time_zone_identifier utc_hours_diff } }',
      shows: { users: [{ name: 'Tomás Rivera' }] },
    },
    {
      query:
        'query { account { id name slug plan { max_users period tier version } products { id kind } active_members_count first_day_of_the_week } }',
      shows: {
        account: {
          slug: 'harbor-pine',
          plan: { tier: 'pro' },
          products: [{ kind: 'core' }],
          active_members_count: 2,
        },
      },
    },
    {
      query: 'query { account_roles { id name roleType } }',
      shows: { account_roles: [{ name: 'admin' }, {}, {}, {}] },
    },
    {
      query:
        'mutation { invite_users(emails: ["kim@harborpine.example"], user_role: MEMBER, product: null) { invited_users { id email status } errors { message } } }',
      shows: { invite_users: { invited_users: [{ status: 'PENDING' }], errors: [] } },
      keep: { kim: 'invite_users.invited_users.0.id' },
    },
    {
      query:
        'mutation { activate_users(user_ids: [{{kim}}]) { activated_users { id status } errors { code user_id } } }',
      shows: { activate_users: { activated_users: [{ status: 'ACTIVE' }], errors: [] } },
    },
    {
      query:
        'mutation { update_multiple_users(user_updates: [{user_id: {{kim}}, user_attribute_updates: {name: "Kim Berg", title: "Printer"}}]) { updated_users { name title } } }',
      shows: { update_multiple_users: { updated_users: [{ name: 'Kim Berg', title: 'Printer' }] } },
    },
    {
      query:
        'mutation { update_users_role(user_ids: [{{kim}}], new_role: VIEW_ONLY) { updated_users { kind } } }',
      shows: { update_users_role: { updated_users: [{ kind: 'view_only' }] } },
    },
    {
      query:
        'mutation { update_email_domain(input: {user_ids: [{{kim}}], new_domain: "pine.example"}) { updated_users { email } } }',
      shows: { update_email_domain: { updated_users: [{ email: 'kim@pine.example' }] } },
    },
    {
      query: 'mutation { deactivate_users(user_ids: [{{kim}}]) { deactivated_users { id } } }',
      shows: { deactivate_users: { deactivated_users: [{ id: '{{kim}}' }] } },
    },
    {
      query: 'query { users(non_active: true) { id name kind title email } }',
      shows: { users: [{ id: '{{kim}}', name: 'Kim Berg', kind: 'view_only', email: 'kim@pine.example' }] },
    },
    {
      query: `mutation { create_team(input: {name: "Crew", subscriber_ids: [${MEMBER}]}) { id name users { id } } }`,
      shows: { create_team: { name: 'Crew', users: [{ id: MEMBER }] } },
      keep: { team: 'create_team.id' },
    },
    {
      query: `mutation { add_users_to_team(team_id: {{team}}, user_ids: [${ADMIN}]) { successful_users { id } failed_users { id } } }`,
      shows: { add_users_to_team: { successful_users: [{ id: ADMIN }], failed_users: [] } },
    },
    {
      query: `mutation { assign_team_owners(team_id: {{team}}, user_ids: [${ADMIN}]) { team { owners { id } } errors { code } } }`,
      shows: { assign_team_owners: { team: { owners: [{ id: ADMIN }] }, errors: [] } },
    },
    {
      query:
        'query Teams($ids: [ID!]) { teams(ids: $ids) { id name picture_url is_guest owners { id name } users(limit: 10) { id email } } }',
      variables: { ids: ['{{team}}'] },
      shows: { teams: [{ name: 'Crew', owners: [{ id: ADMIN }], users: [{ id: ADMIN }, { id: MEMBER }] }] },
    },
    {
      query: 'query { me { teams { id name users { id } } } }',
      shows: { me: { teams: [{ name: 'Crew' }] } },
    },
    {
      query: `mutation { remove_team_owners(team_id: {{team}}, user_ids: [${ADMIN}]) { team { owners { id } } } }`,
      shows: { remove_team_owners: { team: { owners: [] } } },
    },
    {
      query: `mutation { remove_users_from_team(team_id: {{team}}, user_ids: [${ADMIN}]) { successful_users { id } } }`,
      shows: { remove_users_from_team: { successful_users: [{ id: ADMIN }] } },
    },
    {
      query:
        'mutation { create_workspace(name: "Ops", kind: open, description: "Nights") { id name kind description } }',
      shows: { create_workspace: { name: 'Ops', kind: 'open', description: 'Nights' } },
      keep: { workspace: 'create_workspace.id' },
    },
    {
      query: 'mutation { update_workspace(id: {{workspace}}, attributes: {name: "Operations"}) { id name } }',
      shows: { update_workspace: { name: 'Operations' } },
    },
    {
      query: `mutation { add_users_to_workspace(workspace_id: {{workspace}}, user_ids: [${MEMBER}], kind: owner) { id } }`,
      shows: { add_users_to_workspace: [{ id: MEMBER }] },
    },
    {
      query: 'mutation { add_teams_to_workspace(workspace_id: {{workspace}}, team_ids: [{{team}}]) { id } }',
      shows: { add_teams_to_workspace: [{ id: '{{team}}' }] },
    },
    {
      query:
        'query { workspaces(ids: [{{workspace}}]) { id name owners_subscribers { id } users_subscribers { id } teams_subscribers { name } settings { icon { color } } } }',
      shows: {
        workspaces: [
          { owners_subscribers: [{ id: ADMIN }, { id: MEMBER }], teams_subscribers: [{ name: 'Crew' }] },
        ],
      },
    },
    {
      query:
        'query { workspaces(limit: 10, page: 1, membership_kind: member, order_by: created_at) { id kind state is_default_workspace } }',
      shows: { workspaces: [{ id: '{{workspace}}', is_default_workspace: false }] },
    },
    {
      query:
        'mutation { create_folder(name: "Drawer", workspace_id: {{workspace}}, color: SUNSET) { id name color } }',
      shows: { create_folder: { name: 'Drawer', color: 'SUNSET' } },
      keep: { folder: 'create_folder.id' },
    },
    {
      query:
        'mutation { create_folder(name: "Box", parent_folder_id: {{folder}}) { id parent { id } workspace { id } } }',
      shows: { create_folder: { parent: { id: '{{folder}}' }, workspace: { id: '{{workspace}}' } } },
    },
    {
      query:
        'mutation { create_board(board_name: "Inside", board_kind: public, workspace_id: {{workspace}}, folder_id: {{folder}}, empty: true) { id workspace { name } board_folder_id } }',
      shows: { create_board: { workspace: { name: 'Operations' }, board_folder_id: '{{folder}}' } },
      keep: { board: 'create_board.id' },
    },
    {
      query: 'mutation { update_folder(folder_id: {{folder}}, name: "Shelf", color: INDIGO) { name color } }',
      shows: { update_folder: { name: 'Shelf', color: 'INDIGO' } },
    },
    {
      query:
        'query { folders(workspace_ids: [{{workspace}}], limit: 10) { id name children { id name } sub_folders { name } owner_id created_at } }',
      shows: {
        folders: [
          { name: 'Shelf', children: [{ id: '{{board}}', name: 'Inside' }], sub_folders: [{ name: 'Box' }] },
          { name: 'Box' },
        ],
      },
    },
    {
      query:
        'query Info($id: ID!) { workspaces(ids: [$id]) { name } boards(workspace_ids: [$id], limit: 100) { id name board_folder_id } folders(workspace_ids: [$id]) { id } docs(workspace_ids: [$id]) { id } }',
      variables: { id: '{{workspace}}' },
      shows: { workspaces: [{ name: 'Operations' }], boards: [{ id: '{{board}}' }], docs: [] },
    },
    {
      query:
        'mutation { update_board_hierarchy(board_id: {{board}}, attributes: {workspace_id: {{workspace}}}) { success message board { folder { name } } } }',
      shows: { update_board_hierarchy: { success: true, board: { folder: { name: 'Shelf' } } } },
    },
    {
      query: 'mutation { delete_folder(folder_id: {{folder}}) { id } }',
      shows: { delete_folder: { id: '{{folder}}' } },
    },
    {
      query: 'query { boards(ids: [{{board}}], state: deleted) { id state } folders { id } }',
      shows: { boards: [{ state: 'deleted' }], folders: [] },
    },
    {
      query: `mutation { delete_users_from_workspace(workspace_id: {{workspace}}, user_ids: [${MEMBER}]) { id } }`,
      shows: { delete_users_from_workspace: [{ id: MEMBER }] },
    },
    {
      query:
        'mutation { delete_teams_from_workspace(workspace_id: {{workspace}}, team_ids: [{{team}}]) { id } }',
      shows: { delete_teams_from_workspace: [{ id: '{{team}}' }] },
    },
    {
      query: 'mutation { delete_workspace(workspace_id: {{workspace}}) { id state } }',
      shows: { delete_workspace: { state: 'deleted' } },
    },
    {
      query: 'mutation { delete_team(team_id: {{team}}) { id } }',
      shows: { delete_team: { id: '{{team}}' } },
    },
    { query: 'query { teams { id } }', shows: { teams: [] } },
    {
      query:
        'mutation ($attribute: DirectoryResourceAttribute!, $values: [String!]!, $resourceIds: [ID!]!) { update_directory_resources_attributes(attribute: $attribute, values: $values, resource_ids: $resourceIds) { success } }',
      variables: { attribute: 'SKILLS', values: ['Sailing', 'Knots'], resourceIds: [MEMBER] },
      shows: { update_directory_resources_attributes: { success: true } },
    },
    {
      query:
        'query ($limit: Int, $cursor: String, $queryParams: ItemsQuery) { get_directory_resources(limit: $limit, cursor: $cursor, query_params: $queryParams) { cursor resources { id name email job_role location skills resource_type } } }',
      variables: {
        limit: 10,
        queryParams: {
          operator: 'and',
          rules: [{ column_id: 'SKILLS', operator: 'contains_text', compare_value: 'sail' }],
        },
      },
      shows: {
        get_directory_resources: {
          cursor: null,
          resources: [{ id: MEMBER, skills: ['Sailing', 'Knots'], resource_type: 'USER' }],
        },
      },
    },
    {
      query: 'mutation { create_team(input: {name: "Audited"}, options: {allow_empty_team: true}) { name } }',
      shows: { create_team: { name: 'Audited' } },
    },
    {
      query: `query { audit_logs(user_id: "${ADMIN}", events: ["create-team", "logout"], ip_address: "127.0.0.1", start_time: "2021-01-01T00:00:00Z", end_time: "2099-01-01T23:59:59Z", limit: 1, page: 1) { logs { timestamp event slug account_id ip_address user_agent user { id name email } activity_metadata } pagination { page page_size has_more_pages next_page_number } } }`,
      shows: {
        audit_logs: {
          logs: [{ event: 'create-team', slug: 'harbor-pine', user: { id: ADMIN } }],
          pagination: { page: 1, page_size: 1 },
        },
      },
    },
    {
      query: 'query { audit_event_catalogue { name description metadata_details } }',
      shows: {
        audit_event_catalogue: expect.arrayContaining([
          expect.objectContaining({ name: 'delete-board' }),
        ]) as unknown,
      },
    },
  ],
};
