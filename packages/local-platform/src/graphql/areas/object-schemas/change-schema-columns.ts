import { columnTypeOf } from '../../column-types/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { newId, type Column } from '../../store/index.js';
import { mergedSettings, readDefaults, type Settings } from '../columns/column-settings.js';
import { checkTitle } from '../columns/create-column.js';
import { requireAdmin } from '../users/user-access.js';
import { requireUnused, revised } from './change-schemas.js';
import { addToBoards, changeOnBoards } from './connected-boards.js';
import {
  ownColumns,
  requireSchema,
  type Policy,
  type SchemaColumnRow,
  type SchemaName,
  type SchemaRow,
} from './schema-access.js';

interface NewColumn {
  readonly type: string;
  readonly title: string;
  readonly description?: string | null;
  readonly defaults?: unknown;
  readonly opt_out_by_default?: boolean | null;
  readonly policy: Policy;
}

/** `Mutation.create_object_schema_columns`: also adds the columns to the boards of the schema. */
export function createColumns(
  args: SchemaName & { readonly columns: readonly NewColumn[] },
  context: GraphQLContext,
): SchemaRow {
  requireAdmin(context);
  const schema = requireSchema(args, context);
  for (const { type, title, description, defaults, opt_out_by_default, policy } of args.columns) {
    const given = readDefaults(defaults);
    const row: SchemaColumnRow = {
      id: newId(type),
      schema_id: schema.id,
      type,
      title: checkTitle(title),
      description: description ?? null,
      settings: JSON.stringify(columnTypeOf({ type }).readSettings?.(given) ?? given),
      policy: JSON.stringify(policy),
      opt_out_by_default: opt_out_by_default ? 1 : 0,
      is_active: 1,
    };
    context.database.insert('object_schema_columns', { ...row });
    addToBoards(schema, row, context);
  }
  return revised(schema, context);
}

interface ColumnChange extends Partial<Omit<NewColumn, 'type'>> {
  readonly column_id: string;
}

/** `Mutation.update_object_schema_columns`: also changes the columns of the boards. */
export function updateColumns(
  args: SchemaName & { readonly columns: readonly ColumnChange[] },
  context: GraphQLContext,
): SchemaRow {
  requireAdmin(context);
  const schema = requireSchema(args, context);
  for (const change of args.columns) {
    const before = requireColumn(schema, change.column_id, context);
    const { title, description, defaults, opt_out_by_default: optsOut, policy } = change;
    const known = { type: before.type, settings: JSON.parse(before.settings) as Settings } as Column;
    const after: SchemaColumnRow = {
      ...before,
      title: title ? checkTitle(title) : before.title,
      description: description ?? before.description,
      settings: JSON.stringify(
        mergedSettings(known, defaults === undefined || defaults === null ? null : readDefaults(defaults)),
      ),
      policy: policy ? JSON.stringify(policy) : before.policy,
      opt_out_by_default:
        optsOut === undefined || optsOut === null ? before.opt_out_by_default : Number(optsOut),
    };
    context.database.update('object_schema_columns', ['id', before.id], { ...after });
    changeOnBoards(schema, after, context);
  }
  return revised(schema, context);
}

interface ActiveStateArgs extends SchemaName {
  readonly column_id: string;
  readonly action: 'DEACTIVATE' | 'REACTIVATE';
}

/** `Mutation.set_object_schema_column_active_state`: an inactive column is not added to further boards. */
export function setActiveState(args: ActiveStateArgs, context: GraphQLContext): SchemaRow {
  requireAdmin(context);
  const schema = requireSchema(args, context);
  const { id } = requireColumn(schema, args.column_id, context);
  context.database.update('object_schema_columns', ['id', id], {
    is_active: args.action === 'REACTIVATE' ? 1 : 0,
  });
  return revised(schema, context);
}

/** `Mutation.delete_object_schema_columns`: only while no board is connected. */
export function deleteColumns(
  args: SchemaName & { readonly column_ids: readonly string[] },
  context: GraphQLContext,
): SchemaRow {
  requireAdmin(context);
  const schema = requireSchema(args, context);
  requireUnused(schema, context);
  for (const columnId of args.column_ids) {
    const { id } = requireColumn(schema, columnId, context);
    context.database.run('DELETE FROM object_schema_columns WHERE id = ?', id);
  }
  return revised(schema, context);
}

interface BulkArgs extends SchemaName {
  readonly actions: readonly {
    readonly action: string;
    readonly create_object_schema_columns?: { readonly columns: readonly NewColumn[] } | null;
    readonly update_object_schema_columns?: { readonly columns: readonly ColumnChange[] } | null;
    readonly delete_object_schema_columns?: { readonly column_ids: readonly string[] } | null;
  }[];
}

/** `Mutation.bulk_object_schema_column_actions`: all actions, in order, or none. INFER: each result is the schema after all of them. */
export function bulkActions({ actions, ...name }: BulkArgs, context: GraphQLContext): object[] {
  return actions.map((one) => {
    const {
      create_object_schema_columns: created,
      update_object_schema_columns: updated,
      delete_object_schema_columns: deleted,
    } = one;
    const { action } = one;
    if (action === 'CREATE_OBJECT_SCHEMA_COLUMNS' && created) {
      return { action, object_schema: createColumns({ ...name, ...created }, context) };
    }
    if (action === 'UPDATE_OBJECT_SCHEMA_COLUMNS' && updated) {
      return { action, object_schema: updateColumns({ ...name, ...updated }, context) };
    }
    if (action === 'DELETE_OBJECT_SCHEMA_COLUMNS' && deleted) {
      return { action, object_schema: deleteColumns({ ...name, ...deleted }, context) };
    }
    throw new GraphQLProblem('InvalidArgumentException', `${action} needs its own input.`);
  });
}

/** A column of the schema itself. @throws GraphQLProblem `InvalidColumnIdException` */
function requireColumn(schema: SchemaRow, id: string, context: GraphQLContext): SchemaColumnRow {
  const column = ownColumns(schema.id, context).find((row) => row.id === id);
  if (column) return column;
  throw new GraphQLProblem('InvalidColumnIdException', `The object schema has no column ${id}.`);
}
