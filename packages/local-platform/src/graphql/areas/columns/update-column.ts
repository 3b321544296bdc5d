import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnsOf, type BoardRow, type Column, type ColumnRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requireColumn } from '../items/read-values.js';
import { reindexColumn } from '../items/write-values.js';
import { requireDeletable } from '../object-schemas/schema-access.js';
import { mergedSettings } from './column-settings.js';
import { checkTitle } from './create-column.js';

interface ColumnTarget {
  readonly board: BoardRow;
  readonly column: Column;
}

interface UpdateArgs {
  readonly board_id: string;
  readonly id: string;
  readonly revision: string;
  readonly column_type: string;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly width?: number | null;
  readonly capabilities?: unknown;
  readonly settings?: unknown;
}

/**
 * `Mutation.update_column`: changes the given properties of a column.
 * @throws GraphQLProblem `REVISION_MISMATCH` if the column was changed after it was read (docs/monday-platform.md#graphql-errors)
 */
export function updateColumn(args: UpdateArgs, context: GraphQLContext): Column {
  const target = requireTarget(args.board_id, args.id, context);
  const { column } = target;
  if (args.column_type !== column.type) {
    throw new GraphQLProblem('InvalidColumnTypeException', `The type of the column is ${column.type}.`);
  }
  if (args.revision !== String(column.revision)) {
    throw new GraphQLProblem('REVISION_MISMATCH', 'The column was changed meanwhile.', {
      data: { current_revision: String(column.revision) },
    });
  }
  const settings = mergedSettings(column, args.settings);
  return writeColumn(
    target,
    {
      ...(isGiven(args.title) ? { title: checkTitle(args.title) } : {}),
      ...(isGiven(args.description) ? { description: args.description } : {}),
      ...(isGiven(args.width) ? { width: args.width } : {}),
      ...(isGiven(args.capabilities) ? { capabilities: JSON.stringify(args.capabilities) } : {}),
      ...(settings === column.settings ? {} : { settings: JSON.stringify(settings) }),
    },
    context,
  );
}

/** `Mutation.update_status_column` and similar mutations: {@link updateColumn} with a fixed type. */
export function updateColumnOf(type: string) {
  return (args: Omit<UpdateArgs, 'column_type'>, context: GraphQLContext): Column =>
    updateColumn({ ...args, column_type: type }, context);
}

/** `Mutation.change_column_title` */
export function changeColumnTitle(
  { board_id, column_id, title }: { readonly board_id: string; readonly column_id: string; title: string },
  context: GraphQLContext,
): Column {
  return writeColumn(requireTarget(board_id, column_id, context), { title: checkTitle(title) }, context);
}

interface MetadataArgs {
  readonly board_id: string;
  readonly column_id: string;
  readonly column_property?: 'title' | 'description' | null;
  readonly value?: string | null;
}

/** `Mutation.change_column_metadata` */
export function changeColumnMetadata(args: MetadataArgs, context: GraphQLContext): Column {
  const target = requireTarget(args.board_id, args.column_id, context);
  const { column_property: property, value } = args;
  if (!property) throw new GraphQLProblem('InvalidArgumentException', 'column_property is missing.');
  const changes = property === 'title' ? { title: checkTitle(value ?? '') } : { description: value ?? null };
  return writeColumn(target, changes, context);
}

/** `Mutation.delete_column`, which returns null (docs/monday-platform.md#boards-groups-folders-and-docs). Items keep the values, but no longer show them. */
export function deleteColumn(
  { board_id, column_id }: { readonly board_id: string; readonly column_id: string },
  context: GraphQLContext,
): null {
  const { board, column } = requireTarget(board_id, column_id, context);
  if (column.type === 'name') {
    throw new GraphQLProblem('InvalidColumnTypeException', 'The column of the name cannot be deleted.');
  }
  requireDeletable(board, column, context);
  context.database.update('columns', ['key', column.key], { state: 'deleted' });
  context.database.run('DELETE FROM item_index WHERE column_key = ?', column.key);
  context.changed({ kind: 'column_deleted', board, column });
  return null;
}

function requireTarget(boardId: string, columnId: string, context: GraphQLContext): ColumnTarget {
  const board = requireBoard(boardId, context);
  return { board, column: requireColumn(columnsOf(context, board.id), columnId) };
}

type Changes = Partial<Pick<ColumnRow, 'title' | 'description' | 'width' | 'capabilities' | 'settings'>>;

function writeColumn({ board, column }: ColumnTarget, changes: Changes, context: GraphQLContext): Column {
  if (Object.keys(changes).length === 0) return column;
  context.database.update('columns', ['key', column.key], { ...changes, revision: column.revision + 1 });
  const after = requireColumn(columnsOf(context, board.id), column.id);
  reindexColumn(column, after, context);
  context.changed({ kind: 'column_changed', board, column: after, before: column });
  return after;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
