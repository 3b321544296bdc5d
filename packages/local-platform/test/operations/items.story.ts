import { SEED, type Story } from './operation.js';

const { board, other, item, second } = SEED;

/** Items with their values, subitems, filters, pages, tags and files. */
export const items: Story = {
  name: 'items',
  operations: [
    {
      query: `mutation Create($board: ID!, $name: String!, $values: JSON) {
        create_item(board_id: $board, group_id: "topics", item_name: $name, column_values: $values) { id name state group { id } board { id } creator_id }
      }`,
      variables: {
        board,
        name: 'Made',
        values:
          '{"status":{"label":"Done"},"date4":{"date":"2026-12-01"},"numbers":"7.5","person":{"personsAndTeams":[{"id":58120443,"kind":"person"}]}}',
      },
      shows: {
        create_item: {
          name: 'Made',
          state: 'active',
          group: { id: 'topics' },
          board: { id: board },
          creator_id: '58120443',
        },
      },
      keep: { item: 'create_item.id' },
    },
    {
      query: `query Values($ids: [ID!]) { items(ids: $ids) { column_values { id text type value column { title } } } }`,
      variables: { ids: ['{{item}}'] },
      shows: {
        items: [
          {
            column_values: [
              { id: 'status', text: 'Done', type: 'status', value: '{"index":1}' },
              { id: 'person', text: 'Amara Lindqvist' },
              { id: 'date4', text: '2026-12-01' },
              { id: 'numbers', text: '7.5', column: { title: 'Estimate (h)' } },
            ],
          },
        ],
      },
    },
    {
      query: `{ items(ids: [{{item}}]) { column_values(ids: ["status", "date4", "numbers", "person"]) {
        ... on StatusValue { index label is_done label_style { color } } ... on DateValue { date time }
        ... on NumbersValue { number } ... on PeopleValue { persons_and_teams { id kind } } } } }`,
      shows: {
        items: [
          {
            column_values: [
              { index: 1, label: 'Done', is_done: true, label_style: { color: '#00c875' } },
              { persons_and_teams: [{ id: '58120443', kind: 'person' }] },
              { date: '2026-12-01' },
              { number: 7.5 },
            ],
          },
        ],
      },
    },
    {
      query: `mutation($value: JSON!) { change_column_value(board_id: ${board}, item_id: {{item}}, column_id: "status", value: $value) { id updated_at } }`,
      variables: { value: '{"index":2}' },
      shows: { change_column_value: { id: '{{item}}' } },
    },
    {
      query: `mutation { change_simple_column_value(board_id: ${board}, item_id: {{item}}, column_id: "date4", value: "2026-12-24") { name } }`,
      shows: { change_simple_column_value: { name: 'Made' } },
    },
    {
      query: `mutation Many($values: JSON!) { change_multiple_column_values(board_id: ${board}, item_id: {{item}}, column_values: $values, create_labels_if_missing: true) { name column_values(ids: ["status", "numbers"]) { text } } }`,
      variables: { values: '{"name":"Renamed","status":{"label":"Parked"},"numbers":null}' },
      shows: {
        change_multiple_column_values: {
          name: 'Renamed',
          column_values: [{ text: 'Parked' }, { text: '' }],
        },
      },
    },
    {
      query: `{ boards(ids: [${board}]) { columns(ids: ["status"]) { settings } } }`,
      shows: {
        boards: [
          {
            columns: [
              {
                settings: {
                  labels: expect.arrayContaining([expect.objectContaining({ label: 'Parked' })]) as unknown,
                },
              },
            ],
          },
        ],
      },
    },
    {
      query:
        'mutation { create_subitem(parent_item_id: {{item}}, item_name: "Part", column_values: "{\\"status\\":{\\"label\\":\\"Stuck\\"}}") { id name parent_item { id } board { id type } } }',
      shows: {
        create_subitem: { name: 'Part', parent_item: { id: '{{item}}' }, board: { type: 'sub_items_board' } },
      },
      keep: { subitem: 'create_subitem.id', subboard: 'create_subitem.board.id' },
    },
    {
      query: '{ items(ids: [{{item}}]) { subitems { name column_values(ids: ["status"]) { text } } } }',
      shows: { items: [{ subitems: [{ name: 'Part', column_values: [{ text: 'Stuck' }] }] }] },
    },
    {
      query: `{ boards(ids: [${board}]) { columns(types: [subtasks]) { id settings } items_page(query_params: {rules: [{column_id: "subitems", operator: is_not_empty, compare_value: []}]}) { items { id column_values(types: [subtasks]) { ... on SubtasksValue { subitems_ids display_value } } } } } }`,
      shows: {
        boards: [
          {
            items_page: {
              items: [
                { id: '{{item}}', column_values: [{ subitems_ids: ['{{subitem}}'], display_value: 'Part' }] },
              ],
            },
          },
        ],
      },
    },
    {
      query: `mutation { change_simple_column_value(board_id: {{subboard}}, item_id: {{subitem}}, column_id: "status", value: "Done") { id column_values(ids: ["status"]) { text } } }`,
      shows: { change_simple_column_value: { column_values: [{ text: 'Done' }] } },
    },
    {
      query:
        'mutation { duplicate_item(board_id: ' +
        board +
        ', item_id: {{item}}) { id name subitems { name } } }',
      shows: { duplicate_item: { name: 'Renamed (copy)', subitems: [{ name: 'Part' }] } },
      keep: { copy: 'duplicate_item.id' },
    },
    {
      query:
        'mutation { move_item_to_group(item_id: {{copy}}, group_id: "group_title") { id group { title } } }',
      shows: { move_item_to_group: { group: { title: 'Later' } } },
    },
    {
      query: `mutation { move_item_to_board(item_id: {{copy}}, board_id: ${other}, group_id: "topics", columns_mapping: [{source: "status", target: "status"}, {source: "person", target: "person"}]) { id board { id name } column_values(ids: ["person"]) { text } } }`,
      shows: {
        move_item_to_board: {
          board: { id: other, name: 'Clients' },
          column_values: [{ text: 'Amara Lindqvist' }],
        },
      },
    },
    {
      query: `mutation { change_item_position(item_id: {{item}}, relative_to: ${item}, position_relative_method: before_at) { id } }`,
      shows: { change_item_position: { id: '{{item}}' } },
    },
    {
      query: `{ boards(ids: [${board}]) { items_page(limit: 2) { cursor items { id name } } } }`,
      shows: { boards: [{ items_page: { items: [{ id: '{{item}}' }, { id: item }] } }] },
      keep: { cursor: 'boards.0.items_page.cursor' },
    },
    {
      query:
        'query Next($cursor: String!) { next_items_page(cursor: $cursor, limit: 1) { items { id name } } }',
      variables: { cursor: '{{cursor}}' },
      shows: { next_items_page: { items: [{ id: second }] } },
    },
    {
      query: 'mutation { archive_item(item_id: {{copy}}) { id state } }',
      shows: { archive_item: { state: 'archived' } },
    },
    {
      query: 'mutation Remove($id: ID) { delete_item(item_id: $id) { id state } }',
      variables: { id: '{{subitem}}' },
      shows: { delete_item: { state: 'deleted' } },
    },
    {
      query:
        '{ items(ids: [{{copy}}, {{item}}], exclude_nonactive: true, newest_first: true) { id subitems { id } } }',
      shows: { items: [{ id: '{{item}}', subitems: [] }] },
    },
    {
      query: `query Filter($board: ID!, $rules: [ItemsQueryRule!]) { boards(ids: [$board]) { items_page(query_params: {rules: $rules, operator: and}) { items { name } } } }`,
      variables: {
        board,
        rules: [
          { column_id: 'status', compare_value: [5], operator: 'any_of' },
          { column_id: 'date4', compare_value: ['2026-12-31'], operator: 'greater_than' },
        ],
      },
      shows: { boards: [{ items_page: { items: [{ name: 'Translate to Swedish' }] } }] },
    },
    {
      query: `{ boards(ids: [${board}]) { items_page(query_params: {rules: [{column_id: "name", compare_value: "photo", operator: contains_text}]}) { items { name } } } }`,
      shows: { boards: [{ items_page: { items: [{ name: 'Move the photo archive' }] } }] },
    },
    {
      query: `{ boards(ids: [${board}]) { items_page(query_params: {groups: [{operator: or, rules: [{column_id: "numbers", compare_value: [20]}, {column_id: "numbers", compare_value: [16]}]}], order_by: [{column_id: "numbers", direction: asc}]}) { items { name column_values(types: [numbers]) { text } } } } }`,
      shows: {
        boards: [
          {
            items_page: { items: [{ column_values: [{ text: '16' }] }, { column_values: [{ text: '20' }] }] },
          },
        ],
      },
    },
    {
      query: `{ boards(ids: [${board}]) { items_page(query_params: {ids: [${item}]}) { items { id relative_link url email created_at creator { name } } } } }`,
      shows: {
        boards: [
          {
            items_page: {
              items: [
                {
                  id: item,
                  relative_link: `/boards/${board}/pulses/${item}`,
                  creator: { name: 'Amara Lindqvist' },
                },
              ],
            },
          },
        ],
      },
    },
    {
      query: `{ boards(ids: [${board}]) { items_page(query_params: {rules: [{column_id: "person", compare_value: ["assigned_to_me"]}]}) { items { name } } } }`,
      shows: {
        boards: [{ items_page: { items: expect.arrayContaining([{ name: 'Renamed' }]) as unknown } }],
      },
    },
    {
      query: `query { items_page_by_column_values(board_id: ${board}, limit: 10, columns: [{column_id: "numbers", column_values: ["12", "8"]}]) { items { name } } }`,
      shows: {
        items_page_by_column_values: {
          items: [{ name: 'Sketch the new landing page' }, { name: 'Check contrast and keyboard use' }],
        },
      },
    },
    {
      query: 'mutation { create_or_get_tag(tag_name: "urgent") { id name color } }',
      shows: { create_or_get_tag: { name: 'urgent' } },
      keep: { tag: 'create_or_get_tag.id' },
    },
    { query: 'query { tags(ids: [{{tag}}]) { id name } }', shows: { tags: [{ name: 'urgent' }] } },
    {
      query: `mutation { create_column(board_id: ${board}, id: "labels", title: "Labels", column_type: tags) { id } }`,
      shows: { create_column: { id: 'labels' } },
    },
    {
      query: `mutation { change_column_value(board_id: ${board}, item_id: {{item}}, column_id: "labels", value: "{\\"tag_ids\\":[{{tag}}]}") { column_values(ids: ["labels"]) { text ... on TagsValue { tag_ids tags { name } } } } }`,
      shows: { change_column_value: { column_values: [{ text: 'urgent', tags: [{ name: 'urgent' }] }] } },
    },
    {
      query: `{ boards(ids: [${board}]) { tags { id name } } }`,
      shows: { boards: [{ tags: [{ id: '{{tag}}', name: 'urgent' }] }] },
    },
    {
      query: `mutation { create_column(board_id: ${board}, id: "link", title: "Linked", column_type: board_relation, defaults: "{\\"boardIds\\":[${other}]}") { id settings } }`,
      shows: { create_column: { settings: { boardIds: [Number(other)] } } },
    },
    {
      query: `mutation { change_column_value(board_id: ${board}, item_id: {{item}}, column_id: "link", value: "{\\"item_ids\\":[7310291281]}") { column_values(ids: ["link"]) { value ... on BoardRelationValue { display_value linked_item_ids linked_items { name board { name } } } } } }`,
      shows: {
        change_column_value: {
          column_values: [
            {
              value: null,
              display_value: 'Fjord Coffee',
              linked_item_ids: ['7310291281'],
              linked_items: [{ name: 'Fjord Coffee', board: { name: 'Clients' } }],
            },
          ],
        },
      },
    },
    {
      query: `{ items(ids: [{{item}}]) { linked_items(link_to_item_column_id: "link", linked_board_id: ${other}) { name } } }`,
      shows: { items: [{ linked_items: [{ name: 'Fjord Coffee' }] }] },
    },
    {
      query: `mutation { create_column(board_id: ${board}, id: "mirrored", title: "Contact", column_type: mirror, defaults: {relation_column: {link: true}, displayed_linked_columns: {}}) { id } }`,
      shows: { create_column: { id: 'mirrored' } },
    },
    {
      query: `mutation { create_column(board_id: ${board}, id: "files", title: "Files", column_type: file) { id type } }`,
      shows: { create_column: { type: 'file' } },
    },
    {
      query: `mutation { update_assets_on_item(board_id: ${board}, item_id: {{item}}, column_id: "files", files: [{fileType: link, name: "Page", linkToFile: "https://example.com/a"}]) { id column_values(ids: ["files"]) { text } } }`,
      shows: { update_assets_on_item: { column_values: [{ text: 'https://example.com/a' }] } },
    },
    {
      query:
        '{ items(ids: [{{item}}]) { column_values(ids: ["files"]) { ... on FileValue { files { ... on FileLinkValue { name url kind } } } } assets { id } } }',
      shows: {
        items: [{ column_values: [{ files: [{ name: 'Page', url: 'https://example.com/a' }] }], assets: [] }],
      },
    },
    {
      query: `mutation Rows($board: ID!) { a: create_item(board_id: $board, item_name: "A") { id } b: create_item(board_id: $board, item_name: "B", position_relative_method: before_at, relative_to: ${item}) { id group { id } } }`,
      variables: { board },
      shows: { b: { group: { id: 'topics' } } },
    },
    {
      query:
        'mutation ($boardId: ID!, $groupId: ID!, $onMatch: OnMatchInput) { ingest_items(board_id: $boardId, group_id: $groupId, on_match: $onMatch) { job_id upload_url } }',
      variables: {
        boardId: SEED.board,
        groupId: 'topics',
        onMatch: { match_column_id: 'name', behaviour: 'UPSERT' },
      },
      shows: { ingest_items: { upload_url: expect.stringContaining('/uploads/') as unknown } },
      keep: { job: 'ingest_items.job_id' },
    },
    {
      query:
        'query ($jobId: ID!) { fetch_job_status(job_id: $jobId) { ... on ItemsJobStatus { status counts { submitted invalid skipped created updated failed } progress_percentage failure_reason failure_message fully_imported report_created report_url } } }',
      variables: { jobId: '{{job}}' },
      shows: {
        fetch_job_status: {
          status: 'UPLOAD_PENDING',
          counts: null,
          progress_percentage: 0,
          fully_imported: false,
        },
      },
    },
    {
      query: `mutation { backfill_items(board_id: ${SEED.board}, group_id: "topics") { job_id upload_url } }`,
      shows: { backfill_items: { upload_url: expect.stringContaining('/uploads/') as unknown } },
    },
    {
      query: `mutation ($onMatch: OnMatchInput) { bulk_import_items(board_id: ${SEED.board}, group_id: "topics", on_match: $onMatch) { import_id upload_url } }`,
      variables: { onMatch: { match_column_id: 'numbers', behaviour: 'SKIP' } },
      shows: { bulk_import_items: {} },
      keep: { bulk: 'bulk_import_items.import_id' },
      version: 'dev',
    },
    {
      query:
        'query { bulk_import_items_status(import_id: "{{bulk}}") { status counts { created } fully_imported } }',
      shows: { bulk_import_items_status: { status: 'UPLOAD_PENDING', counts: null } },
      version: 'dev',
    },
  ],
};
