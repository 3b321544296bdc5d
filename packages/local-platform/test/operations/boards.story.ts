import { SEED, type Story } from './operation.js';

/** Boards with their columns, groups, views and people. */
export const boards: Story = {
  name: 'boards',
  operations: [
    {
      query: `mutation CreateBoard($name: String!, $kind: BoardKind!, $owners: [ID!]) {
        create_board(board_name: $name, board_kind: $kind, description: "Of the story", board_owner_ids: $owners) { id name description }
      }`,
      variables: { name: 'Story', kind: 'public', owners: ['58120517'] },
      shows: { create_board: { name: 'Story', description: 'Of the story' } },
      keep: { board: 'create_board.id' },
    },
    {
      query: 'query { boards(ids: [{{board}}]) { id owners { id name } creator { id } subscribers { id } } }',
      shows: {
        boards: [
          {
            owners: [{ id: '58120443' }, { id: '58120517', name: 'Tomás Rivera' }],
            creator: { id: '58120443' },
          },
        ],
      },
    },
    {
      query: 'query { boards(limit: 2, order_by: created_at) { id name state board_kind type items_count } }',
      shows: {
        boards: [{ name: 'Story', state: 'active', board_kind: 'public', type: 'board', items_count: 0 }, {}],
      },
    },
    {
      query:
        'query Structure($ids: [ID!]) { boards(ids: $ids) { columns { id title type settings_str } groups { id title color position } top_group { id } } }',
      variables: { ids: ['{{board}}'] },
      shows: {
        boards: [
          {
            columns: [
              { id: 'name' },
              { id: 'person', type: 'people' },
              { id: 'status', type: 'status' },
              { id: 'date4', type: 'date' },
            ],
            groups: [{ id: 'topics', title: 'Group Title' }, { id: 'group_title' }],
            top_group: { id: 'topics' },
          },
        ],
      },
    },
    {
      query: `mutation { create_column(board_id: {{board}}, title: "Budget", column_type: numbers, description: "In euro") { id title type description } }`,
      shows: { create_column: { title: 'Budget', type: 'numbers', description: 'In euro' } },
      keep: { numbers: 'create_column.id' },
    },
    {
      query: `mutation Defaults($board: ID!, $defaults: JSON) { create_column(board_id: $board, title: "Stage", column_type: status, defaults: $defaults) { id settings revision } }`,
      variables: { board: '{{board}}', defaults: '{"labels":{"0":"Idea","1":"Built"}}' },
      shows: {
        create_column: { settings: { labels: [{ label: 'Idea' }, { label: 'Built' }] }, revision: '1' },
      },
      keep: { stage: 'create_column.id' },
    },
    {
      query: `mutation { create_status_column(board_id: {{board}}, title: "Risk", defaults: {labels: [{label: "High", color: stuck_red, index: 0}, {label: "Low", color: done_green, index: 1}]}) { id type settings } }`,
      shows: {
        create_status_column: {
          type: 'status',
          settings: { labels: [{ label: 'High', hex: '#df2f4a' }, { label: 'Low' }] },
        },
      },
    },
    {
      query: `mutation { create_dropdown_column(board_id: {{board}}, id: "kind", title: "Kind", after_column_id: "status", defaults: {labels: [{label: "Hardware"}, {label: "Software"}], limit_select: true, label_limit_count: 1}) { id settings } }`,
      shows: {
        create_dropdown_column: {
          id: 'kind',
          settings: {
            labels: [
              { id: 1, label: 'Hardware' },
              { id: 2, label: 'Software' },
            ],
            limit_select: true,
          },
        },
      },
      keep: { kind: 'create_dropdown_column.id' },
    },
    {
      query: 'query { boards(ids: [{{board}}]) { columns(types: [status, dropdown]) { id title } } }',
      shows: {
        boards: [{ columns: [{ id: 'status' }, { id: 'kind' }, { title: 'Stage' }, { title: 'Risk' }] }],
      },
    },
    {
      query: `mutation { update_dropdown_column(board_id: {{board}}, id: "kind", revision: "1", title: "Sort", settings: {labels: [{id: 1, label: "Devices"}, {id: 2, label: "Software", is_deactivated: true}]}) { title revision settings } }`,
      shows: {
        update_dropdown_column: {
          title: 'Sort',
          revision: '2',
          settings: {
            labels: [
              { id: 1, label: 'Devices' },
              { id: 2, is_deactivated: true },
            ],
          },
        },
      },
    },
    {
      query: `mutation($settings: JSON) { update_column(board_id: {{board}}, id: "{{numbers}}", column_type: numbers, revision: "1", width: 90, settings: $settings) { width settings } }`,
      variables: { settings: { unit: { symbol: '€', direction: 'left' } } },
      shows: { update_column: { width: 90, settings: { unit: { symbol: '€' } } } },
    },
    {
      query: `mutation { change_column_title(board_id: {{board}}, column_id: "{{numbers}}", title: "Cost") { id title } }`,
      shows: { change_column_title: { title: 'Cost' } },
    },
    {
      query: `mutation { change_column_metadata(board_id: {{board}}, column_id: "{{numbers}}", column_property: description, value: "Net") { id description } }`,
      shows: { change_column_metadata: { description: 'Net' } },
    },
    {
      query:
        'query { boards(ids: [{{board}}]) { columns(ids: ["{{numbers}}"]) { title description width settings archived capabilities { visibility } } } }',
      shows: { boards: [{ columns: [{ title: 'Cost', description: 'Net', width: 90, archived: false }] }] },
    },
    {
      query: 'mutation { delete_column(board_id: {{board}}, column_id: "{{stage}}") { id } }',
      shows: { delete_column: null },
    },
    {
      query: 'query { get_column_type_schema(type: status) }',
      shows: { get_column_type_schema: { type: 'object' } },
    },
    {
      query: `mutation { create_group(board_id: {{board}}, group_name: "Later", relative_to: "group_title", position_relative_method: after_at, group_color: "#9cd326") { id title color } }`,
      shows: { create_group: { title: 'Later', color: '#9cd326' } },
      keep: { group: 'create_group.id' },
    },
    {
      query:
        'mutation { update_group(board_id: {{board}}, group_id: "{{group}}", group_attribute: title, new_value: "Someday") { title deleted archived } }',
      shows: { update_group: { title: 'Someday', deleted: false, archived: false } },
    },
    {
      query: `mutation {
        first: create_item(board_id: {{board}}, group_id: "{{group}}", item_name: "One") { id }
        second: create_item(board_id: {{board}}, group_id: "{{group}}", item_name: "Two") { id }
      }`,
      shows: { first: {}, second: {} },
    },
    {
      query:
        'mutation { duplicate_group(board_id: {{board}}, group_id: "{{group}}", add_to_top: true, group_title: "Copy") { id title } }',
      shows: { duplicate_group: { title: 'Copy' } },
      keep: { copy: 'duplicate_group.id' },
    },
    {
      query:
        'query { boards(ids: [{{board}}]) { groups(ids: ["{{copy}}"]) { title items_page(limit: 10) { items { name } } } } }',
      shows: {
        boards: [{ groups: [{ title: 'Copy', items_page: { items: [{ name: 'One' }, { name: 'Two' }] } }] }],
      },
    },
    {
      query: 'mutation { archive_group(board_id: {{board}}, group_id: "{{copy}}") { id archived } }',
      shows: { archive_group: { archived: true } },
    },
    {
      query: 'mutation { delete_group(board_id: {{board}}, group_id: "group_title") { id deleted } }',
      shows: { delete_group: { deleted: true } },
    },
    {
      query: 'query { boards(ids: [{{board}}]) { groups { title } } }',
      shows: { boards: [{ groups: [{ title: 'Group Title' }, { title: 'Someday' }] }] },
    },
    {
      query:
        'mutation { update_board(board_id: {{board}}, board_attribute: description, new_value: "Another") }',
      shows: { update_board: expect.stringContaining('"success":true') as unknown },
    },
    {
      query: `mutation { add_users_to_board(board_id: {{board}}, user_ids: [58120662], kind: subscriber) { id name } }`,
      shows: { add_users_to_board: [{ id: '58120662' }] },
    },
    {
      query: `mutation { add_subscribers_to_board(board_id: {{board}}, user_ids: [58120662], kind: owner) { id } }`,
      shows: { add_subscribers_to_board: [{ id: '58120662' }] },
    },
    {
      query: 'mutation { delete_subscribers_from_board(board_id: {{board}}, user_ids: [58120662]) { id } }',
      shows: { delete_subscribers_from_board: [{ id: '58120662' }] },
    },
    {
      query: 'mutation { create_team(input: {name: "Board team", subscriber_ids: [58120517]}) { id } }',
      shows: { create_team: {} },
      keep: { team: 'create_team.id' },
    },
    {
      query:
        'mutation { add_teams_to_board(board_id: {{board}}, team_ids: [{{team}}], kind: owner) { id name } }',
      shows: { add_teams_to_board: [{ name: 'Board team' }] },
    },
    {
      query:
        'query { boards(ids: [{{board}}]) { description team_owners { id name } team_subscribers(limit: 5) { id } owners { id } } }',
      shows: {
        boards: [
          {
            description: 'Another',
            team_owners: [{ name: 'Board team' }],
            team_subscribers: [{}],
            owners: [{}, {}],
          },
        ],
      },
    },
    {
      query: 'mutation { delete_teams_from_board(board_id: {{board}}, team_ids: [{{team}}]) { id } }',
      shows: { delete_teams_from_board: [{ id: '{{team}}' }] },
    },
    {
      query:
        'mutation { set_board_permission(board_id: {{board}}, basic_role_name: contributor) { edit_permissions failed_actions } }',
      shows: { set_board_permission: { edit_permissions: 'collaborators', failed_actions: [] } },
    },
    {
      query: `mutation { create_view_table(board_id: {{board}}, name: "Mine", filter: {rules: [{column_id: "status", compare_value: [1]}]}, sort: [{column_id: "date4", direction: desc}]) { id name type } }`,
      shows: { create_view_table: { name: 'Mine', type: 'TableBoardView' } },
      keep: { view: 'create_view_table.id' },
    },
    {
      query:
        'mutation { update_view_table(board_id: {{board}}, view_id: {{view}}, name: "Ours", tags: ["a"]) { name tags } }',
      shows: { update_view_table: { name: 'Ours', tags: ['a'] } },
    },
    {
      query: 'mutation { create_view(board_id: {{board}}, type: FORM, name: "Ask") { id type settings } }',
      shows: { create_view: { type: 'FormBoardView', settings: {} } },
      keep: { form: 'create_view.id' },
    },
    {
      query:
        'mutation { update_view(board_id: {{board}}, view_id: {{form}}, type: FORM, settings: {open: true}) { settings } }',
      shows: { update_view: { settings: { open: true } } },
    },
    {
      query: 'query { boards(ids: [{{board}}]) { views { id name type sort filter } } }',
      shows: {
        boards: [
          { views: [{ name: 'Ours', sort: [{ column_id: 'date4', direction: 'desc' }] }, { name: 'Ask' }] },
        ],
      },
    },
    {
      query: 'mutation { delete_view(board_id: {{board}}, view_id: {{form}}) { id } }',
      shows: { delete_view: { id: '{{form}}' } },
    },
    {
      query:
        'query Log($board: ID!, $from: ISO8601DateTime) { boards(ids: [$board]) { activity_logs(from: $from, limit: 3) { id event entity data created_at user_id } } }',
      variables: { board: '{{board}}', from: '2020-01-01T00:00:00Z' },
      shows: { boards: [{ activity_logs: [{ entity: 'board', user_id: '58120443' }, {}, {}] }] },
    },
    {
      query:
        'mutation { duplicate_board(board_id: {{board}}, duplicate_type: duplicate_board_with_pulses_and_updates, board_name: "Twin", keep_subscribers: true) { is_async board { id name items_count } } }',
      shows: { duplicate_board: { is_async: false, board: { name: 'Twin', items_count: 2 } } },
      keep: { twin: 'duplicate_board.board.id' },
    },
    {
      query:
        'query { boards(ids: [{{twin}}]) { created_from_board_id columns { title } owners { id } url } }',
      shows: { boards: [{ created_from_board_id: '{{board}}', owners: [{}, {}] }] },
    },
    {
      query: 'mutation { archive_board(board_id: {{twin}}) { id state } }',
      shows: { archive_board: { state: 'archived' } },
    },
    { query: 'query { boards(state: archived) { id name } }', shows: { boards: [{ id: '{{twin}}' }] } },
    {
      query: 'mutation { delete_board(board_id: {{twin}}) { id state } }',
      shows: { delete_board: { state: 'deleted' } },
    },
    {
      query: `query { boards(ids: [${SEED.board}]) { name updated_at permissions access_level items_limit item_terminology hierarchy_type tags { name } } }`,
      shows: {
        boards: [
          {
            name: 'Website relaunch',
            access_level: 'edit',
            items_limit: 10000,
            hierarchy_type: 'classic',
            tags: [],
          },
        ],
      },
    },
  ],
};
