import { type GraphQLContext } from '../../graphql-context.js';
import {
  mutation,
  pageOf,
  properties,
  query,
  times,
  type Area,
  type PageArgs,
} from '../../resolvers/index.js';
import {
  bulkActions,
  createColumns,
  deleteColumns,
  setActiveState,
  updateColumns,
} from './change-schema-columns.js';
import { createSchema, deleteSchema, updateSchema } from './change-schemas.js';
import { connectBoard, detachBoards } from './connected-boards.js';
import {
  connectedBoardIds,
  schemaColumns,
  schemasOf,
  type Policy,
  type SchemaColumnRow,
  type SchemaRow,
} from './schema-access.js';

interface ListArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly names?: readonly string[] | null;
}

/** A column, as a schema has it. */
interface ShownColumn extends SchemaColumnRow {
  readonly inherited: boolean;
}

/** Structures of the account that boards follow. INFER: only admins change them. */
export const objectSchemasArea: Area = {
  name: 'object-schemas',
  withoutEffect: {
    'Query.get_object_schemas(exclude_created_by_monday:)': 'The account made every object schema.',
  },
  resolvers: {
    Query: { get_object_schemas: query('boards:read', listSchemas) },
    Mutation: {
      create_object_schema: mutation('boards:write', createSchema),
      update_object_schema: mutation('boards:write', updateSchema),
      delete_object_schema: mutation('boards:write', deleteSchema),
      create_object_schema_columns: mutation('boards:write', createColumns),
      update_object_schema_columns: mutation('boards:write', updateColumns),
      delete_object_schema_columns: mutation('boards:write', deleteColumns),
      set_object_schema_column_active_state: mutation('boards:write', setActiveState),
      bulk_object_schema_column_actions: mutation('boards:write', bulkActions),
      connect_board_to_object_schema: mutation('boards:write', connectBoard),
      detach_boards_from_object_schema: mutation('boards:write', detachBoards),
    },
    ObjectSchema: {
      ...properties('id', 'account_id', 'created_by', 'revision', 'parent_id', 'name', 'description'),
      ...times('created_at', 'updated_at'),
      columns: (schema: SchemaRow, _args: object, context): ShownColumn[] =>
        schemaColumns(schema, context).map((row) => ({ ...row, inherited: row.schema_id !== schema.id })),
      connected_boards_count: (schema: SchemaRow, _args: object, context) =>
        connectedBoardIds(schema, context).length,
    },
    ObjectSchemaColumn: {
      ...properties('id', 'title', 'type', 'description'),
      settings: ({ settings }: ShownColumn) => JSON.parse(settings) as unknown,
      policy: ({ policy }: ShownColumn) => JSON.parse(policy) as unknown,
      tags: (column: ShownColumn) => column,
    },
    ObjectSchemaColumnPolicy: {
      ...properties('can_override', 'cannot_delete'),
      // INFER: the columns of boards can hold other values, whatever their schema.
      read_only: () => false,
      messages: ({ messages }: Policy) => messages ?? null,
    },
    ObjectSchemaColumnTags: {
      ...properties('inherited'),
      deprecated: ({ is_active }: ShownColumn) => is_active === 0,
      opt_in_by_default: ({ opt_out_by_default }: ShownColumn) => opt_out_by_default === 0,
    },
    ObjectSchemaActionResult: properties('action', 'object_schema'),
    BoardConnection: properties('id', 'object_schema_id'),
    BulkDetachBoardResult: properties('board_id', 'success', 'error'),
  },
};

/** `Query.get_object_schemas`: those with the given ids or names; without them, all. */
function listSchemas(args: ListArgs, context: GraphQLContext): SchemaRow[] {
  const { ids, names } = args;
  const isWanted = ({ id, name }: SchemaRow): boolean =>
    (!ids && !names) || (ids?.includes(String(id)) ?? false) || (names?.includes(name) ?? false);
  return pageOf(schemasOf(context).filter(isWanted), args);
}
