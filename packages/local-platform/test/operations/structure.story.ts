import { SEED, type Story } from './operation.js';

const { board, other, item, second } = SEED;

/** Columns of the typed mutations, views and positions. */
export const structure: Story = {
  name: 'structure',
  operations: [
    {
      query: `mutation { create_status_column(board_id: ${board}, id: "stage", title: "Stage", description: "How far", after_column_id: "status",
        defaults: {labels: [{label: "Draft", color: working_orange, index: 0, description: "Not read yet"}, {label: "Final", color: done_green, index: 1, is_done: true}]}) { id revision } }`,
      shows: { create_status_column: { id: 'stage' } },
      keep: { revision: 'create_status_column.revision' },
    },
    {
      query: `query { boards(ids: [${board}]) { columns(ids: ["stage"], capabilities: [CALCULATED]) { title description settings } } }`,
      shows: {
        boards: [
          {
            columns: [
              {
                title: 'Stage',
                description: 'How far',
                settings: {
                  labels: [
                    { label: 'Draft', description: 'Not read yet' },
                    { label: 'Final', is_done: true },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
    {
      query: `mutation($board: ID!, $revision: String!) { update_status_column(board_id: $board, id: "stage", revision: $revision, title: "Phase", description: "", width: 150, capabilities: null,
        settings: {labels: [{id: 0, label: "Sketch", color: working_orange, index: 1, description: "New", is_done: false, is_deactivated: false}, {id: 1, label: "Final", color: done_green, index: 0, is_done: true}]}) { title width settings } }`,
      variables: { board, revision: '{{revision}}' },
      shows: {
        update_status_column: {
          title: 'Phase',
          width: 150,
          settings: {
            labels: [
              { id: 0, label: 'Sketch', index: 1 },
              { id: 1, label: 'Final', index: 0 },
            ],
          },
        },
      },
    },
    {
      query: `mutation { create_dropdown_column(board_id: ${board}, id: "sizes", title: "Sizes", description: "Of shirts", defaults: {labels: [{label: "S"}, {label: "M"}]}) { id revision settings } }`,
      shows: { create_dropdown_column: { id: 'sizes' } },
      keep: { sizes: 'create_dropdown_column.revision' },
    },
    {
      query: `mutation { update_dropdown_column(board_id: ${board}, id: "sizes", revision: "{{sizes}}", title: "Size", description: "Of a shirt", width: 90, settings: {labels: [{id: 1, label: "Small"}, {label: "L"}], limit_select: true, label_limit_count: 1}) { title description width settings } }`,
      shows: {
        update_dropdown_column: {
          title: 'Size',
          description: 'Of a shirt',
          width: 90,
          settings: { limit_select: true, label_limit_count: 1 },
        },
      },
    },
    {
      query: `mutation { create_board_relation_column(board_id: ${board}, id: "links", title: "Links", description: "To others", after_column_id: "name",
        defaults: {board_ids: [${other}], allow_multiple_items: true, allow_create_reflection_column: false, data_view_id: null, relation_type: "connect"}) { id revision type } }`,
      version: 'dev',
      shows: { create_board_relation_column: { id: 'links', type: 'board_relation' } },
      keep: { links: 'create_board_relation_column.revision' },
    },
    {
      query: `query { boards(ids: [${other}]) { items_page(limit: 1) { items { id name } } } }`,
      shows: { boards: [{ items_page: { items: [{}] } }] },
      keep: { linked: 'boards.0.items_page.items.0.id', linkedName: 'boards.0.items_page.items.0.name' },
    },
    {
      query: `mutation Link($values: JSON!) { change_multiple_column_values(board_id: ${board}, item_id: ${item}, column_values: $values) { column_values(ids: ["links"], capabilities: [CALCULATED]) { ... on BoardRelationValue { linked_item_ids display_value } } } }`,
      variables: { values: '{"links":{"item_ids":[{{linked}}]}}' },
      shows: {
        change_multiple_column_values: {
          column_values: [{ linked_item_ids: ['{{linked}}'], display_value: '{{linkedName}}' }],
        },
      },
    },
    {
      query: `query { items(ids: [${item}]) { linked_items(link_to_item_column_id: "links", linked_board_id: ${other}) { id name } } }`,
      shows: { items: [{ linked_items: [{ id: '{{linked}}' }] }] },
    },
    {
      query: `mutation { create_mirror_column(board_id: ${board}, id: "seen", title: "Seen", description: "From there", after_column_id: "links",
        defaults: {relation_column: ["links"], displayed_linked_columns: [{board_id: ${other}, column_ids: ["status"]}], sum_type: DONE_ONLY, calc_type: LATEST, target_column_id: "status", filter: {rules: []}}) { id revision settings } }`,
      version: 'dev',
      shows: { create_mirror_column: { id: 'seen', settings: { relation_column: { links: true } } } },
      keep: { mirror: 'create_mirror_column.revision' },
    },
    {
      query: `mutation { update_mirror_column(board_id: ${board}, id: "seen", revision: "{{mirror}}", title: "Mirror", description: "Theirs", width: 120, settings: {calc_type: EARLIEST}) { title description width } }`,
      version: 'dev',
      shows: { update_mirror_column: { title: 'Mirror', description: 'Theirs', width: 120 } },
    },
    {
      query: `mutation { update_board_relation_column(board_id: ${board}, id: "links", revision: "{{links}}", title: "Link", description: "To one", width: 110, settings: {allow_multiple_items: false}) { title settings } }`,
      version: 'dev',
      shows: { update_board_relation_column: { title: 'Link', settings: { allowMultipleItems: false } } },
    },
    {
      query: `query { items(ids: [${item}]) { column_values(types: [mirror]) { id text ... on MirrorValue { display_value mirrored_items { linked_item { id } linked_board_id } } } } }`,
      shows: {
        items: [
          {
            column_values: [
              {
                id: 'seen',
                text: null,
                mirrored_items: [{ linked_item: { id: '{{linked}}' }, linked_board_id: other }],
              },
            ],
          },
        ],
      },
    },
    {
      query: `mutation { create_view_table(board_id: ${board}, name: "By stage", settings: {
        columns: {column_properties: [{column_id: "stage", visible: true}], subitems_column_properties: [{column_id: "person", visible: false}], floating_columns_count: 1, column_order: ["stage", "status"]},
        group_by: {conditions: [{columnId: "stage", config: {sortSettings: {direction: ASC, type: "default"}}}], hideEmptyGroups: true}}) { id name settings } }`,
      shows: {
        create_view_table: {
          name: 'By stage',
          settings: {
            columns: { floating_columns_count: 1, column_order: ['stage', 'status'] },
            group_by: { hideEmptyGroups: true },
          },
        },
      },
      keep: { view: 'create_view_table.id' },
    },
    {
      query: `mutation { create_widget(parent: {kind: BOARD_VIEW, id: {{view}}}, kind: NUMBER, name: "Sum", settings: "{\\"function\\":\\"sum\\"}", filter: {rules: [{column_id: "status", compare_value: [1]}]}) { id name kind parent { kind id } } }`,
      shows: {
        create_widget: { name: 'Sum', kind: 'NUMBER', parent: { kind: 'BOARD_VIEW', id: '{{view}}' } },
      },
      keep: { widget: 'create_widget.id' },
    },
    { query: 'mutation { delete_widget(id: {{widget}}) }', shows: { delete_widget: true } },
    {
      query: `mutation { create_group(board_id: ${board}, group_name: "Middle", group_color: "#00c875", position: "98304.5") { id title color } }`,
      shows: { create_group: { title: 'Middle', color: '#00c875' } },
      keep: { group: 'create_group.id' },
    },
    {
      query: `mutation { change_item_position(item_id: ${second}, group_id: "{{group}}", group_top: true) { id group { id } } }`,
      shows: { change_item_position: { id: second, group: { id: '{{group}}' } } },
    },
    {
      query: `query { boards(ids: [${board}]) { groups(ids: ["{{group}}"]) { items_page(limit: 5) { items { id } } } } }`,
      shows: { boards: [{ groups: [{ items_page: { items: [{ id: second }] } }] }] },
    },
    {
      query: `mutation { create_board(board_name: "Leads", board_kind: public, item_nickname: {preset_type: "lead"}) { item_terminology } }`,
      shows: { create_board: { item_terminology: 'lead' } },
    },
    {
      query: `mutation { create_board(board_name: "Cases", board_kind: public, item_nickname: {singular: "Case", plural: "Cases"}) { id item_terminology } }`,
      shows: { create_board: { item_terminology: 'Case' } },
      keep: { cases: 'create_board.id' },
    },
    {
      query: `mutation { create_webhook(board_id: {{cases}}, url: "https://hooks.example/none", event: change_specific_column_value, config: "{}") { id } }`,
      refused: 'InvalidWebhookConfigException',
      shows: {},
    },
    {
      query: `mutation { create_webhook(board_id: {{cases}}, url: "https://hooks.example/none", event: change_specific_column_value, config: "{\\"columnId\\":\\"none\\"}") { id } }`,
      refused: 'InvalidWebhookConfigException',
      shows: {},
    },
    {
      query: `mutation { create_webhook(board_id: {{cases}}, url: "https://hooks.example/none", event: item_moved_to_specific_group, config: "{\\"groupId\\":\\"none\\"}") { id } }`,
      refused: 'InvalidWebhookConfigException',
      shows: {},
    },
    {
      query: `mutation { delete_webhook(id: 1) { id } }`,
      refused: 'ResourceNotFoundException',
      shows: {},
    },
    {
      query: `mutation { create_dropdown_managed_column(title: "Region", description: "Where", settings: {labels: [{label: "North"}, {label: "South"}], limit_select: true, label_limit_count: 1}) { id revision state settings_json settings { type labels { id label is_deactivated } } } }`,
      shows: {
        create_dropdown_managed_column: {
          revision: 1,
          state: 'active',
          settings_json: { type: 'dropdown', limit_select: true },
          settings: {
            type: 'dropdown',
            labels: [{ label: 'North', is_deactivated: false }, { label: 'South' }],
          },
        },
      },
      keep: { region: 'create_dropdown_managed_column.id' },
    },
    {
      query: `mutation { attach_dropdown_managed_column(board_id: ${board}, managed_column_id: "{{region}}", title: "Area", description: "Of sales", after_column_id: "status", settings: {limit_select: false, label_limit_count: 2}) { id title type description settings } }`,
      shows: {
        attach_dropdown_managed_column: {
          title: 'Area',
          type: 'dropdown',
          description: 'Of sales',
          settings: { limit_select: false, labels: [{ label: 'North' }, { label: 'South' }] },
        },
      },
      keep: { area: 'attach_dropdown_managed_column.id' },
    },
    {
      query: `mutation { update_dropdown_managed_column(id: "{{region}}", revision: 1, title: "Regions", description: "All", settings: {labels: [{id: 1, label: "North"}, {id: 2, label: "South", is_deactivated: true}, {label: "West"}], limit_select: true, label_limit_count: 1}) { revision title } }`,
      shows: { update_dropdown_managed_column: { revision: 2, title: 'Regions' } },
    },
    {
      query: `query { boards(ids: [${board}]) { columns(ids: ["{{area}}"]) { settings } } managed_column(id: ["{{region}}"], state: [active]) { title revision settings { ... on DropdownColumnSettings { labels { label } } } } }`,
      shows: {
        boards: [
          {
            columns: [
              {
                settings: {
                  limit_select: false,
                  labels: [{ label: 'North' }, { label: 'South', is_deactivated: true }, { label: 'West' }],
                },
              },
            ],
          },
        ],
        managed_column: [
          {
            title: 'Regions',
            revision: 2,
            settings: { labels: [{ label: 'North' }, { label: 'South' }, { label: 'West' }] },
          },
        ],
      },
    },
    {
      query: `mutation { update_dropdown_managed_column(id: "{{region}}", revision: 1, title: "Late") { id } }`,
      refused: 'REVISION_MISMATCH',
      shows: {},
    },
    {
      query: `mutation { create_status_managed_column(title: "Step", description: "Of work", settings: {labels: [{label: "Open", color: bright_blue, index: 0}]}) { id settings { labels { label color index } } } }`,
      shows: {
        create_status_managed_column: {
          settings: { labels: [{ label: 'Open', color: 'bright_blue', index: 0 }] },
        },
      },
      keep: { step: 'create_status_managed_column.id' },
    },
    {
      query: `mutation { attach_status_managed_column(board_id: ${board}, managed_column_id: "{{step}}", title: "Step", description: "x", after_column_id: "status") { id type } }`,
      shows: { attach_status_managed_column: { type: 'status' } },
    },
    {
      query: `mutation { update_status_managed_column(id: "{{step}}", revision: 1, title: "Steps", description: "y", settings: {labels: [{id: 0, label: "Open", color: done_green, index: 0, is_done: true}]}) { revision settings { labels { is_done color } } } }`,
      shows: {
        update_status_managed_column: {
          revision: 2,
          settings: { labels: [{ is_done: true, color: 'done_green' }] },
        },
      },
    },
    {
      query: `mutation { off: deactivate_managed_column(id: "{{step}}") { state } on: activate_managed_column(id: "{{step}}") { state } gone: delete_managed_column(id: "{{step}}") { id state } }`,
      shows: {
        off: { state: 'inactive' },
        on: { state: 'active' },
        gone: { id: '{{step}}', state: 'deleted' },
      },
    },
    {
      query: 'query { managed_column { id } }',
      shows: { managed_column: [{ id: '{{region}}' }] },
    },
  ],
};
