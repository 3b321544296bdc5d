import { SEED, type Story } from './operation.js';

const { board } = SEED;

/** Structures that boards share, as an assistant sets them up. */
export const objectSchemas: Story = {
  name: 'object schemas',
  operations: [
    {
      query:
        'mutation ($name: String!, $parentId: ID, $description: String) { create_object_schema(name: $name, parent_id: $parentId, description: $description) { id name description parent_id revision } }',
      variables: { name: 'project', description: 'What every project has' },
      shows: { create_object_schema: { name: 'project', parent_id: null, revision: 1 } },
      keep: { parent: 'create_object_schema.id' },
    },
    {
      query:
        'mutation ($name: String!, $parentId: ID) { create_object_schema(name: $name, parent_id: $parentId) { id parent_id } }',
      variables: { name: 'relaunch', parentId: '{{parent}}' },
      shows: { create_object_schema: { parent_id: '{{parent}}' } },
      keep: { schema: 'create_object_schema.id' },
    },
    {
      query:
        'mutation ($id: ID, $columns: [CreateObjectSchemaColumnInput!]!) { create_object_schema_columns(object_schema_id: $id, columns: $columns) { revision columns { id title type description settings policy { can_override cannot_delete read_only messages } tags { inherited deprecated opt_in_by_default } } } }',
      variables: {
        id: '{{schema}}',
        columns: [
          {
            type: 'status',
            title: 'Phase',
            description: 'Where it stands',
            defaults: '{"labels":{"1":"Plan","2":"Build"}}',
            opt_out_by_default: false,
            policy: {
              can_override: ['title'],
              cannot_delete: true,
              messages: {
                disabled_reason: {
                  delete: 'All projects have it',
                  edit_title: 'x',
                  edit_labels: 'x',
                  edit_settings: 'x',
                  edit_description: 'x',
                  edit_labels_positions_v2: 'x',
                },
              },
            },
          },
        ],
      },
      shows: {
        create_object_schema_columns: {
          revision: 2,
          columns: [
            {
              title: 'Phase',
              settings: { labels: [{ label: 'Plan' }, { label: 'Build' }] },
              policy: { can_override: ['title'], cannot_delete: true, read_only: false },
              tags: { inherited: false, deprecated: false, opt_in_by_default: true },
            },
          ],
        },
      },
      keep: { column: 'create_object_schema_columns.columns.0.id' },
    },
    {
      query:
        'mutation ($board: ID!, $id: ID, $name: String) { connect_board_to_object_schema(board_id: $board, object_schema_id: $id, object_schema_name: $name) { id object_schema_id } }',
      variables: { board, id: '{{schema}}', name: 'relaunch' },
      shows: { connect_board_to_object_schema: { id: board, object_schema_id: '{{schema}}' } },
    },
    {
      query: `query { boards(ids: ${board}) { columns(ids: ["{{column}}"]) { title description } } }`,
      shows: { boards: [{ columns: [{ title: 'Phase', description: 'Where it stands' }] }] },
    },
    {
      query:
        'mutation ($id: ID, $columns: [UpdateObjectSchemaColumnInput!]!) { update_object_schema_columns(object_schema_id: $id, columns: $columns) { id name description parent_id revision } }',
      variables: {
        id: '{{schema}}',
        columns: [
          {
            column_id: '{{column}}',
            title: 'State',
            description: 'How far it is',
            defaults: '{"labels":{"3":"Sail"}}',
            opt_out_by_default: true,
            policy: { can_override: [], cannot_delete: false },
          },
        ],
      },
      shows: { update_object_schema_columns: { name: 'relaunch', revision: 3 } },
    },
    {
      query: `query ($name: [String!]) { get_object_schemas(names: $name, limit: 5, page: 1, exclude_created_by_monday: true) { id connected_boards_count } boards(ids: ${board}) { columns(ids: ["{{column}}"]) { title } } }`,
      variables: { name: ['relaunch'] },
      shows: {
        get_object_schemas: [{ id: '{{schema}}', connected_boards_count: 1 }],
        boards: [{ columns: [{ title: 'State' }] }],
      },
    },
    {
      query:
        'mutation ($id: ID, $column: ID!) { set_object_schema_column_active_state(object_schema_id: $id, column_id: $column, action: DEACTIVATE) { columns { tags { deprecated } } } }',
      variables: { id: '{{schema}}', column: '{{column}}' },
      shows: { set_object_schema_column_active_state: { columns: [{ tags: { deprecated: true } }] } },
    },
    {
      query: `mutation { detach_boards_from_object_schema(board_ids: [${board}, 5]) { board_id success error } }`,
      shows: {
        detach_boards_from_object_schema: [
          { board_id: board, success: true, error: null },
          { board_id: '5', success: false },
        ],
      },
    },
    {
      query:
        'mutation ($id: ID, $name: String, $actions: [ObjectSchemaActionInput!]!) { bulk_object_schema_column_actions(object_schema_id: $id, object_schema_name: $name, actions: $actions) { action object_schema { columns { title } } } }',
      variables: {
        id: '{{schema}}',
        name: 'relaunch',
        actions: [
          {
            action: 'CREATE_OBJECT_SCHEMA_COLUMNS',
            create_object_schema_columns: {
              columns: [{ type: 'text', title: 'Note', policy: { can_override: [], cannot_delete: false } }],
            },
          },
          {
            action: 'UPDATE_OBJECT_SCHEMA_COLUMNS',
            update_object_schema_columns: { columns: [{ column_id: '{{column}}', title: 'Step' }] },
          },
          {
            action: 'DELETE_OBJECT_SCHEMA_COLUMNS',
            delete_object_schema_columns: { column_ids: ['{{column}}'] },
          },
        ],
      },
      shows: {
        bulk_object_schema_column_actions: [
          { action: 'CREATE_OBJECT_SCHEMA_COLUMNS' },
          { action: 'UPDATE_OBJECT_SCHEMA_COLUMNS' },
          { action: 'DELETE_OBJECT_SCHEMA_COLUMNS', object_schema: { columns: [{ title: 'Note' }] } },
        ],
      },
    },
    {
      query: 'query ($ids: [ID!]) { get_object_schemas(ids: $ids) { columns { id title } } }',
      variables: { ids: ['{{schema}}'] },
      shows: { get_object_schemas: [{ columns: [{ title: 'Note' }] }] },
      keep: { note: 'get_object_schemas.0.columns.0.id' },
    },
    {
      query:
        'mutation ($name: String, $columns: [ID!]!) { delete_object_schema_columns(object_schema_name: $name, column_ids: $columns) { columns { id } } }',
      variables: { name: 'relaunch', columns: ['{{note}}'] },
      shows: { delete_object_schema_columns: { columns: [] } },
      version: 'dev',
    },
    {
      query:
        'mutation ($id: ID!, $revision: Int!, $parentId: ID, $description: String) { update_object_schema(id: $id, revision: $revision, parent_id: $parentId, description: $description) { description parent_id revision } }',
      variables: { id: '{{parent}}', revision: 1, description: 'The base' },
      shows: { update_object_schema: { description: 'The base', parent_id: null, revision: 2 } },
    },
    {
      query:
        'mutation ($id: ID, $name: String) { first: delete_object_schema(name: $name) { name } second: delete_object_schema(id: $id) { name } }',
      variables: { id: '{{parent}}', name: 'relaunch' },
      shows: { first: { name: 'relaunch' }, second: { name: 'project' } },
    },
  ],
};
