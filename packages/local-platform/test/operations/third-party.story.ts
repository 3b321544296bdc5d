import { SEED, type Story } from './operation.js';

const { board, other, item } = SEED;

/** As the node of n8n, samples of monday-sdk-js, connectors and code generators send them. */
export const thirdParty: Story = {
  name: 'third-party apps',
  operations: [
    {
      query:
        'query ($page: Int, $limit: Int) { boards (page: $page, limit: $limit) { id name description state board_folder_id board_kind owners { id } } }',
      variables: { page: 1, limit: 50 },
      shows: { boards: [{ id: board, state: 'active', owners: [{ id: '58120443' }] }, { id: other }] },
    },
    {
      query: `query ($boardId: [ID!]) { boards(ids: $boardId) { groups { id items_page(limit: 1) { cursor items { id column_values { id text type value column { title archived description settings_str } } } } } } }`,
      variables: { boardId: [board] },
      shows: {
        boards: [
          {
            groups: [
              {
                id: 'topics',
                items_page: {
                  cursor: expect.any(String) as unknown,
                  items: [
                    {
                      id: item,
                      column_values: [
                        { id: 'status', text: 'Done', value: '{"index":1}', column: { archived: false } },
                        { id: 'person', text: 'Tomás Rivera' },
                        { id: 'date4', text: '2026-11-16' },
                        { id: 'numbers', text: '12' },
                      ],
                    },
                  ],
                },
              },
              { id: 'group_title' },
            ],
          },
        ],
      },
    },
    {
      query: `query ($boardId: ID!, $columnId: String!, $columnValue: String!, $limit: Int) { items_page_by_column_values(limit: $limit, board_id: $boardId, columns: [{column_id: $columnId, column_values: [$columnValue]}]) { cursor items { id name board { id } } } }`,
      variables: { boardId: board, columnId: 'status', columnValue: 'Done', limit: 3 },
      shows: { items_page_by_column_values: { cursor: null, items: [{ id: item, board: { id: board } }] } },
    },
    {
      query: `query { boards(ids: ${board}) { items_page(limit: 2) { cursor items { id } } } }`,
      shows: { boards: [{ items_page: { items: [{}, {}] } }] },
      keep: { cursor: 'boards.0.items_page.cursor' },
    },
    {
      query:
        'query ($cursor: String!, $limit: Int!) { next_items_page (cursor: $cursor, limit: $limit) { cursor items { name updates (limit: 1) { body } } } }',
      variables: { cursor: '{{cursor}}', limit: 10 },
      shows: {
        next_items_page: {
          cursor: null,
          items: [{ name: 'Replace the contact form', updates: [] }, {}, {}, {}],
        },
      },
    },
    {
      query: `mutation ($boardId: ID!, $itemId: ID!, $columnValues: JSON!) { change_multiple_column_values(board_id: $boardId, item_id: $itemId, column_values: $columnValues, create_labels_if_missing: true) { column_values { text ... on StatusValue { index label label_style { color border } } } } }`,
      variables: {
        boardId: board,
        itemId: item,
        columnValues: JSON.stringify({
          status: { label: 'Brand new' },
          date4: { date: '2026-12-01', time: '13:25:00' },
          numbers: '42.5',
        }),
      },
      shows: {
        change_multiple_column_values: {
          column_values: [
            { text: 'Brand new', index: 3, label_style: { color: '#007eb5' } },
            {},
            { text: '2026-12-01 13:25' },
            { text: '42.5' },
          ],
        },
      },
    },
    {
      query: `mutation { create_update (item_id: ${item}, body: "Hello <a>@Tomás</a>", use_app_info: true, mentions_list: [{id: 58120517, type: User}, {id: ${board}, type: Board}]) { id body text_body creator { name } item { id } } }`,
      shows: {
        create_update: {
          text_body: 'Hello @Tomás',
          creator: { name: 'Amara Lindqvist' },
          item: { id: item },
        },
      },
      keep: { update: 'create_update.id' },
    },
    {
      query: `mutation { duplicate_item (board_id: ${board}, item_id: ${item}, with_updates: true) { id name updates { text_body } } }`,
      shows: {
        duplicate_item: {
          name: 'Sketch the new landing page (copy)',
          updates: [{ text_body: 'Hello @Tomás' }],
        },
      },
      keep: { copy: 'duplicate_item.id' },
    },
    {
      query: `mutation { move_item_to_board (board_id: ${other}, group_id: "topics", item_id: {{copy}}, columns_mapping: [{source: "status", target: "status"}, {source: "person", target: null}]) { id board { id } column_values { id text } } }`,
      shows: {
        move_item_to_board: {
          id: '{{copy}}',
          board: { id: other },
          column_values: [{}, { id: 'person', text: '' }, { id: 'date4', text: '' }, {}],
        },
      },
    },
    {
      query: 'query { items (ids: [{{copy}}]) { updates { text_body } group { id title } state } }',
      shows: {
        items: [{ updates: [{ text_body: 'Hello @Tomás' }], group: { id: 'topics' }, state: 'active' }],
      },
    },
    {
      query:
        'query { me { id name teams { id } account { id slug tier plan { max_users period tier version } } } complexity { before query after reset_in_x_seconds } }',
      shows: {
        me: { teams: [], account: { slug: 'harbor-pine', plan: { tier: 'pro' } } },
        complexity: { query: expect.any(Number) as unknown },
      },
    },
    {
      query: `query ($q: AggregateQueryInput!) { aggregate(query: $q) { results { entries { alias value { ... on AggregateBasicAggregationResult { result } ... on AggregateGroupByResult { value } } } } } }`,
      variables: {
        q: {
          from: { type: 'TABLE', id: board },
          select: [
            { type: 'COLUMN', column: { column_id: 'status' }, as: 'status' },
            {
              type: 'FUNCTION',
              function: {
                function: 'SUM',
                params: [{ type: 'COLUMN', column: { column_id: 'numbers' }, as: 'n' }],
              },
              as: 'sum',
            },
          ],
          group_by: [{ column_id: 'status' }],
          limit: 10,
        },
      },
      shows: {
        aggregate: {
          results: [
            {
              entries: [
                { alias: 'status', value: { value: 3 } },
                { alias: 'sum', value: { result: 42.5 } },
              ],
            },
            {},
            {},
            {},
          ],
        },
      },
    },
    {
      query:
        'query { search { items(query: "landing", limit: 2) { results { id indexed_data { name } } } } }',
      shows: {
        search: {
          items: { results: [{ indexed_data: { name: 'Sketch the new landing page (copy)' } }, {}] },
        },
      },
    },
    {
      query:
        'mutation { create_workspace (name: "WS", kind: open, description: "d") { id name description } }',
      shows: { create_workspace: { name: 'WS', description: 'd' } },
      keep: { workspace: 'create_workspace.id' },
    },
    {
      query:
        'mutation { create_doc (location: {workspace: {workspace_id: {{workspace}}, name: "New doc", kind: private}}) { id object_id } }',
      shows: { create_doc: {} },
      keep: { doc: 'create_doc.id', object: 'create_doc.object_id' },
    },
    {
      query: `mutation ($content: JSON!) { create_doc_block (type: normal_text, doc_id: {{doc}}, content: $content) { type content } }`,
      variables: { content: '{"alignment":"left","direction":"ltr","deltaFormat":[{"insert":"hi"}]}' },
      shows: { create_doc_block: { type: 'normal_text' } },
    },
    {
      query:
        'query { docs(object_ids: [{{object}}], limit: 1) { id created_by { id } blocks { type content } } none: docs(object_ids: [{{doc}}]) { id } }',
      shows: { docs: [{ id: '{{doc}}', blocks: [{ type: 'normal_text' }] }], none: [] },
    },
    {
      query: `mutation { create_board (board_name: "From a template", board_kind: private, template_id: ${board}, workspace_id: {{workspace}}) { id board_kind columns { id } groups { id } items_count workspace { name } } }`,
      shows: {
        create_board: {
          board_kind: 'private',
          columns: [{ id: 'name' }, { id: 'status' }, { id: 'person' }, { id: 'date4' }, { id: 'numbers' }],
          groups: [{ id: 'topics' }, { id: 'group_title' }],
          items_count: 0,
          workspace: { name: 'WS' },
        },
      },
    },
    {
      query:
        'mutation { create_board (board_name: "x", board_kind: public, template_id: 8840517329) { id } }',
      shows: {},
      refused: 'InvalidBoardIdException',
    },
    {
      query:
        'mutation { create_team(input: {name: "Eng", subscriber_ids: [58120443], is_guest_team: false}, options: {allow_empty_team: false}) { id } }',
      shows: { create_team: {} },
      keep: { team: 'create_team.id' },
    },
    {
      query: `mutation { add_teams_to_board (board_id: ${board}, kind: subscriber, team_ids: [{{team}}]) { id } delete_teams_from_board (board_id: ${board}, team_ids: [{{team}}]) { id } }`,
      shows: { add_teams_to_board: [{ id: '{{team}}' }], delete_teams_from_board: [{ id: '{{team}}' }] },
    },
    {
      query: `mutation { create_or_get_tag (tag_name: "Interesting", board_id: ${board}) { id name color } again: create_or_get_tag (tag_name: "Interesting") { name } }`,
      shows: { create_or_get_tag: { name: 'Interesting' }, again: { name: 'Interesting' } },
    },
    {
      query: `query Q($ids: [ID!]) { first: items(ids: $ids) { __typename ...F } second: items(ids: $ids) { board { __typename name } } } fragment F on Item { column_values { __typename ... on PeopleValue { persons_and_teams { id kind } } ... on DateValue { date time icon } ... on NumbersValue { number symbol direction } ... on StatusValue { index is_done } } }`,
      variables: { ids: [item] },
      shows: {
        first: [
          {
            __typename: 'Item',
            column_values: [
              { __typename: 'StatusValue', index: 3, is_done: false },
              { __typename: 'PeopleValue', persons_and_teams: [{ id: '58120517', kind: 'person' }] },
              { __typename: 'DateValue', date: '2026-12-01', time: '13:25', icon: null },
              { __typename: 'NumbersValue', number: 42.5, symbol: null, direction: null },
            ],
          },
        ],
        second: [{ board: { __typename: 'Board', name: 'Website relaunch' } }],
      },
    },
    {
      query:
        '{ __schema { queryType { name } mutationType { name } subscriptionType { name } directives { name args { name } } } __type(name: "StateFilter") { name } }',
      shows: {
        __schema: {
          queryType: { name: 'Query' },
          mutationType: { name: 'Mutation' },
          subscriptionType: null,
        },
      },
    },
    {
      query: '{ __type(name: "Item") { kind fields { name type { kind name ofType { name } } } } }',
      shows: { __type: { kind: 'OBJECT' } },
    },
    {
      query: `mutation { create_item (board_id: ${board}, item_name: "With short values", column_values: "{\\"date4\\":\\"2026-01-05\\",\\"status\\":\\"Done\\",\\"person\\":\\"58120443\\"}") { id column_values { text } } }`,
      shows: {
        create_item: {
          column_values: [
            { text: 'Done' },
            { text: 'Amara Lindqvist' },
            { text: '2026-01-05' },
            { text: '' },
          ],
        },
      },
      keep: { made: 'create_item.id' },
    },
    {
      query: `mutation { change_simple_column_value (board_id: ${board}, item_id: ${item}, column_id: "status", value: "No such label") { id } }`,
      shows: {},
      refused: 'ColumnValueException',
    },
    {
      query: `mutation { change_column_value (board_id: ${board}, item_id: ${item}, column_id: "nope", value: "{}") { id } }`,
      shows: {},
      refused: 'InvalidColumnIdException',
    },
    {
      query: 'query { items(ids: [1]) { id } boards(ids: [1]) { id } users(ids: [1]) { id } }',
      shows: { items: [], boards: [], users: [] },
    },
    {
      query: `query { boards(ids: ${board}) { items_page(limit: 501) { cursor } } }`,
      shows: {},
      refused: 'InvalidArgumentException',
    },
    {
      query: `query { boards(ids: ${board}) { items_page(limit: 5, query_params: {rules: [{column_id: "status", compare_value: [1]}], operator: and, order_by: [{column_id: "name", direction: desc}]}) { items { name } } } }`,
      shows: { boards: [{ items_page: { items: [{ name: 'With short values' }] } }] },
    },
    {
      query: `query { boards(ids: ${board}) { items_page(query_params: {rules: [{column_id: "date4", compare_value: ["EXACT", "2026-11-27"], operator: any_of}]}) { items { name } } } }`,
      shows: { boards: [{ items_page: { items: [{ name: 'Replace the contact form' }] } }] },
    },
    {
      query: `query { boards(ids: ${board}) { items_page(limit: 1, hierarchy_scope_config: "allItems") { items { id } } groups(ids: ["topics"]) { items_page(limit: 1, hierarchy_scope_config: "parentItems") { items { id } } } } items_page_by_column_values(board_id: ${board}, limit: 1, hierarchy_scope_config: "allItems", columns: [{column_id: "name", column_values: ["Translate to Swedish"]}]) { items { name } } }`,
      shows: {
        boards: [
          { items_page: { items: [{ id: item }] }, groups: [{ items_page: { items: [{ id: item }] } }] },
        ],
        items_page_by_column_values: { items: [{ name: 'Translate to Swedish' }] },
      },
    },
    {
      query: `query { boards(ids: ${board}) { items_page(hierarchy_scope_config: "all") { items { id } } } }`,
      shows: {},
      refused: 'InvalidArgumentException',
    },
    {
      query:
        'query { platform_api { daily_limit { base total addon { is_active } } daily_analytics { last_updated by_day { day usage } by_app { api_app_id usage } by_user { user { name } usage } } } }',
      shows: {
        platform_api: {
          daily_limit: { base: 10_000, total: 10_000, addon: { is_active: false } },
          daily_analytics: { by_user: [{ user: { name: 'Amara Lindqvist' } }] },
        },
      },
    },
    {
      query:
        'query { app_installs(app_id: 1, account_id: 18345021, limit: 5, page: 1) { app_id timestamp app_install_account { id } app_install_user { id } permissions { approved_scopes required_scopes } } none: app_installs(app_id: 1, account_id: 20917746) { app_id } }',
      shows: {
        app_installs: [
          { app_id: '1', app_install_account: { id: '18345021' }, app_install_user: { id: '58120443' } },
        ],
        none: [],
      },
    },
    {
      query:
        'query { boards(limit: 1) { items_count workspace { id } top_group { id } permissions } version { kind value } }',
      shows: {
        boards: [{ top_group: { id: 'topics' } }],
        version: { kind: 'maintenance', value: '2026-07' },
      },
      version: '2026-07',
    },
    {
      query: `mutation { archive_item (item_id: {{made}}) { state } delete_item (item_id: {{copy}}) { state } }`,
      shows: { archive_item: { state: 'archived' }, delete_item: { state: 'deleted' } },
    },
    {
      query:
        'query { updates(limit: 1) { id body creator { name } assets { id } replies { id } item_id } assets(ids: [1]) { id } }',
      shows: { updates: [{ creator: { name: 'Amara Lindqvist' } }], assets: [] },
    },
    {
      query: `mutation { create_column(board_id: ${board}, id: "topic", title: "Work status", description: "d", column_type: status, defaults: "{\\"labels\\":{\\"1\\":\\"Technology\\",\\"2\\":\\"Marketing\\"}}") { settings_str } }`,
      shows: { create_column: { settings_str: expect.stringContaining('"1":"Technology"') as unknown } },
    },
    {
      query: `mutation { create_column(board_id: ${board}, id: "kinds", title: "Kinds", column_type: dropdown, defaults: "{\\"settings\\":{\\"labels\\":[{\\"id\\":1,\\"name\\":\\"A\\"},{\\"id\\":2,\\"name\\":\\"B\\"}]}}") { settings_str } }`,
      shows: { create_column: { settings_str: '{"labels":[{"id":1,"name":"A"},{"id":2,"name":"B"}]}' } },
    },
    {
      query: `mutation { change_simple_column_value (board_id: ${board}, item_id: ${item}, column_id: "kinds", value: "A, B") { column_values(ids: ["kinds"]) { text ... on DropdownValue { values { id label } } } } }`,
      shows: {
        change_simple_column_value: { column_values: [{ text: 'A, B', values: [{ id: '1' }, { id: '2' }] }] },
      },
    },
  ],
};
