import { SEED, type Story } from './operation.js';

const { board, item } = SEED;
const ADMIN = '58120443';
const MEMBER = '58120517';

/** What stands around boards: departments, dashboards, favorites, timelines, muted boards. */
export const places: Story = {
  name: 'places',
  operations: [
    {
      query: `mutation { create_department(data: {name: "Legal", reserved_seats: 5}) { id name reserved_seats } }`,
      shows: { create_department: { name: 'Legal', reserved_seats: 5 } },
      keep: { department: 'create_department.id' },
    },
    {
      query: `mutation { assign_department_members(department_id: {{department}}, user_ids: [${MEMBER}]) { successful_users { id } failed_users { id } } }`,
      shows: { assign_department_members: { successful_users: [{ id: MEMBER }], failed_users: [] } },
    },
    {
      query: `mutation { assign_department_owner(department_id: {{department}}, user_id: ${ADMIN}) { owner { id } } }`,
      shows: { assign_department_owner: { owner: { id: ADMIN } } },
    },
    {
      query: `mutation { update_department(department_id: {{department}}, data: {name: "Law", reserved_seats: 6}) { name reserved_seats } }`,
      shows: { update_department: { name: 'Law', reserved_seats: 6 } },
    },
    {
      query:
        'query { departments(ids: [{{department}}]) { name assigned_seats members { id } owners { id } } }',
      shows: {
        departments: [{ name: 'Law', assigned_seats: 1, members: [{ id: MEMBER }], owners: [{ id: ADMIN }] }],
      },
    },
    {
      query: `mutation { unassign_department_owners(department_id: {{department}}, user_ids: [${ADMIN}]) { unassigned_users { id } } }`,
      shows: { unassign_department_owners: { unassigned_users: [{ id: ADMIN }] } },
    },
    {
      query: `mutation { clear_users_department(user_ids: [${MEMBER}]) { cleared_users { id } } }`,
      shows: { clear_users_department: { cleared_users: [{ id: MEMBER }] } },
    },
    {
      query: 'mutation { delete_department(department_id: {{department}}) { id } }',
      shows: { delete_department: { id: '{{department}}' } },
    },
    {
      query: 'mutation { create_workspace(name: "Office", kind: open) { id } }',
      shows: { create_workspace: {} },
      keep: { workspace: 'create_workspace.id' },
    },
    {
      query: 'mutation { create_folder(name: "Charts", workspace_id: {{workspace}}) { id } }',
      shows: { create_folder: {} },
      keep: { folder: 'create_folder.id' },
    },
    {
      query: `mutation { create_dashboard(name: "Overview", workspace_id: {{workspace}}, board_ids: [${board}], kind: PUBLIC, board_folder_id: {{folder}}) { id name kind board_folder_id } }`,
      shows: { create_dashboard: { name: 'Overview', kind: 'PUBLIC', board_folder_id: '{{folder}}' } },
      keep: { dashboard: 'create_dashboard.id' },
    },
    {
      query: `mutation { update_dashboard(id: {{dashboard}}, name: "Figures", kind: PRIVATE, workspace_id: {{workspace}}, board_folder_id: {{folder}}) { name kind workspace_id } }`,
      shows: { update_dashboard: { name: 'Figures', kind: 'PRIVATE', workspace_id: '{{workspace}}' } },
    },
    {
      query: `mutation { create_favorite(input: {object: {id: ${board}, type: Board}}) { favorite { id object { id type } } } }`,
      shows: { create_favorite: { favorite: { object: { id: board, type: 'Board' } } } },
    },
    {
      query: `mutation { create_favorite(input: {object: {id: {{folder}}, type: Folder}, newPosition: {nextObject: {id: ${board}, type: Board}}}) { favorite { id } } }`,
      shows: { create_favorite: { favorite: {} } },
    },
    {
      query: `mutation { create_favorite(input: {object: {id: {{dashboard}}, type: Dashboard}}) { favorite { object { id } } } }`,
      shows: { create_favorite: { favorite: { object: { id: '{{dashboard}}' } } } },
    },
    {
      query: 'query { favorites { object { id type } } }',
      shows: {
        favorites: [
          { object: { id: '{{folder}}', type: 'Folder' } },
          { object: { id: board, type: 'Board' } },
          { object: { id: '{{dashboard}}', type: 'Dashboard' } },
        ],
      },
    },
    {
      query: `mutation { update_favorite_position(input: {object: {id: {{folder}}, type: Folder}, newPosition: {prevObject: {id: ${board}, type: Board}}}) { favorite { position } } }`,
      shows: { update_favorite_position: { favorite: {} } },
    },
    {
      query: 'query { favorites { object { id } position accountId } }',
      shows: {
        favorites: [
          { object: { id: board } },
          { object: { id: '{{folder}}' } },
          { object: { id: '{{dashboard}}' } },
        ],
      },
    },
    {
      query: `mutation { delete_favorite(input: {object: {id: ${board}, type: Board}}) { success } }`,
      shows: { delete_favorite: { success: true } },
    },
    {
      query: `mutation { update_overview_hierarchy(overview_id: {{dashboard}}, attributes: {workspace_id: {{workspace}}, folder_id: {{folder}}, account_product_id: 18345021}) { success overview { id name folder_id kind state creator { id } } } }`,
      shows: {
        update_overview_hierarchy: {
          success: true,
          overview: { name: 'Figures', folder_id: '{{folder}}', kind: 'private', creator: { id: ADMIN } },
        },
      },
    },
    {
      version: 'dev',
      query: `query { search { overviews(query: "figures", limit: 5, strategy: SPEED, workspace_ids: [{{workspace}}], kinds: ["private"], creator_ids: [${ADMIN}], date_range: {created_after: "2020-01-01T00:00:00Z"}) { results { id indexed_data { name workspace_id kind state created_by } live_data { name } } } } }`,
      shows: {
        search: {
          overviews: {
            results: [
              { id: '{{dashboard}}', indexed_data: { name: 'Figures', kind: 'private', created_by: ADMIN } },
            ],
          },
        },
      },
    },
    {
      query: `mutation { update_workspace(id: {{workspace}}, attributes: {name: "Bureau", account_product_id: 18345021}) { name account_product { id } } }`,
      shows: { update_workspace: { name: 'Bureau', account_product: { id: '18345021' } } },
    },
    {
      query: `mutation { update_workspace(id: {{workspace}}, attributes: {account_product_id: 1}) { name } }`,
      refused: 'InvalidArgumentException',
      shows: {},
    },
    {
      query: 'mutation { delete_dashboard(id: {{dashboard}}) }',
      shows: { delete_dashboard: true },
    },
    {
      query: `mutation Activity($icon: CustomActivityIcon!, $color: CustomActivityColor!) { create_custom_activity(name: "Visit", icon_id: $icon, color: $color) { id name icon_id color } }`,
      variables: { icon: 'PLANE', color: 'GO_GREEN' },
      shows: { create_custom_activity: { name: 'Visit', icon_id: 'PLANE', color: 'GO_GREEN' } },
      keep: { activity: 'create_custom_activity.id' },
    },
    {
      query: `query { custom_activity(ids: ["{{activity}}"], name: "Visit", icon_id: PLANE, color: GO_GREEN) { id } }`,
      shows: { custom_activity: [{ id: '{{activity}}' }] },
    },
    {
      query: `mutation { create_timeline_item(item_id: ${item}, user_id: ${MEMBER}, title: "Met the customer", timestamp: "2026-11-02T10:00:00Z", summary: "Two hours", content: "Notes", custom_activity_id: "{{activity}}") { id } }`,
      shows: { create_timeline_item: {} },
      keep: { timeline: 'create_timeline_item.id' },
    },
    {
      query: `query { timeline(id: ${item}) { timeline_items_page(limit: 10, cursor: null) { cursor timeline_items { id title content user { id } } } } timeline_item(id: {{timeline}}) { custom_activity_id } }`,
      shows: {
        timeline: {
          timeline_items_page: {
            cursor: null,
            timeline_items: [{ id: '{{timeline}}', content: 'Notes', user: { id: MEMBER } }],
          },
        },
        timeline_item: { custom_activity_id: '{{activity}}' },
      },
    },
    {
      query: `query { search { timeline_items(query: "customer", limit: 3, type: custom, product_kind: crm, board_ids: [${board}], item_ids: [${item}], date_range: {created_after: "2026-11-01T00:00:00Z", created_before: "2026-12-01T00:00:00Z"}) { results { id } } } }`,
      shows: { search: { timeline_items: { results: [{ id: '{{timeline}}' }] } } },
    },
    {
      query: `query { search { timeline_items(query: "customer", workspace_ids: [{{workspace}}]) { results { id } } } }`,
      shows: { search: { timeline_items: { results: [] } } },
    },
    {
      query: `mutation { delete_timeline_item(id: "{{timeline}}") { id } delete_custom_activity(id: "{{activity}}") { id } }`,
      shows: { delete_timeline_item: { id: '{{timeline}}' }, delete_custom_activity: { id: '{{activity}}' } },
    },
    {
      query: `mutation { update_mute_board_settings(board_id: "${board}", mute_state: CUSTOM_SETTINGS, enabled: [IM_MENTIONED]) { board_id mute_state enabled } }`,
      shows: {
        update_mute_board_settings: [
          { board_id: board, mute_state: 'CUSTOM_SETTINGS', enabled: ['IM_MENTIONED'] },
        ],
      },
    },
    {
      query: `query { mute_board_settings(board_ids: [${board}]) { board_id mute_state } }`,
      shows: { mute_board_settings: [{ board_id: board, mute_state: 'CUSTOM_SETTINGS' }] },
    },
    {
      version: 'dev',
      query: `query { intelligence { relevant_boards(limit: 1) { board { id } } relevant_people(limit: 1) { user { id } } } }`,
      shows: { intelligence: { relevant_boards: [{}], relevant_people: [{}] } },
    },
    {
      query: `query { users(user_kind: {in: [ADMIN, MEMBER], not_in: [GUEST]}, sort: [{field: CREATED_AT, direction: DESC}]) { id kind } }`,
      shows: {
        users: [
          { id: MEMBER, kind: 'member' },
          { id: ADMIN, kind: 'admin' },
        ],
      },
    },
    {
      query: `query { workspaces(query_params: {account_product_kind: core}, order_by: created_at) { id name team_owners_subscribers(limit: 1, page: 1) { id } } }`,
      shows: { workspaces: [{ id: '{{workspace}}', name: 'Bureau', team_owners_subscribers: [] }] },
    },
    {
      query: `mutation { create_team(input: {name: "Nobody"}, options: {allow_empty_team: true}) { id name users { id } } }`,
      shows: { create_team: { name: 'Nobody', users: [] } },
    },
    {
      query: 'query { connection(id: 1) { id } }',
      shows: { connection: null },
    },
    {
      query: 'mutation { create_folder(name: "Reports", workspace_id: {{workspace}}) { id } }',
      shows: { create_folder: {} },
      keep: { reports: 'create_folder.id' },
    },
    {
      query: `mutation { update_folder(folder_id: {{reports}}, position: {object_id: "{{folder}}", object_type: Folder, is_after: false}) { id name } }`,
      shows: { update_folder: { id: '{{reports}}', name: 'Reports' } },
    },
    {
      query: 'query { folders(workspace_ids: [{{workspace}}]) { name } }',
      shows: { folders: [{ name: 'Reports' }, { name: 'Charts' }] },
    },
    {
      query: `mutation { update_folder(folder_id: {{reports}}, position: {object_id: "${board}", object_type: Board}) { id } }`,
      refused: 'LOCAL_PLATFORM_UNSUPPORTED',
      shows: {},
    },
  ],
};
