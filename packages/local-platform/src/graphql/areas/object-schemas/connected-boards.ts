import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findBoard, findColumn, insertColumn, type BoardRow } from '../../store/index.js';
import { findVisibleBoard, requireBoard } from '../boards/board-access.js';
import { reindexColumn } from '../items/write-values.js';
import { requireAdmin } from '../users/user-access.js';
import {
  connectedBoardIds,
  requireSchema,
  schemaColumns,
  type SchemaColumnRow,
  type SchemaName,
  type SchemaRow,
} from './schema-access.js';

/** `Mutation.connect_board_to_object_schema`: adds the columns of the schema to the board. */
export function connectBoard(
  { board_id, ...name }: SchemaName & { readonly board_id: string },
  context: GraphQLContext,
): object {
  requireAdmin(context);
  const board = requireBoard(board_id, context);
  const schema = requireSchema(name, context);
  if (schemaOfBoard(board.id, context) !== undefined) {
    throw new GraphQLProblem('InvalidArgumentException', 'The board is connected to an object schema.');
  }
  context.database.insert('object_schema_boards', { board_id: board.id, schema_id: schema.id });
  for (const column of schemaColumns(schema, context)) addToBoard(board, column, context);
  return { id: board.id, object_schema_id: schema.id };
}

/** `Mutation.detach_boards_from_object_schema`: the boards keep the columns. */
export function detachBoards(
  { board_ids }: { readonly board_ids: readonly string[] },
  context: GraphQLContext,
): object[] {
  requireAdmin(context);
  return board_ids.map((board_id) => {
    const board = findVisibleBoard(Number(board_id), context);
    if (!board || schemaOfBoard(board.id, context) === undefined) {
      return { board_id, success: false, error: 'The board is not connected to an object schema.' };
    }
    context.database.run('DELETE FROM object_schema_boards WHERE board_id = ?', board.id);
    return { board_id, success: true, error: null };
  });
}

function schemaOfBoard(boardId: number, { database }: GraphQLContext): number | undefined {
  return database.get<{ schema_id: number }>(
    'SELECT schema_id FROM object_schema_boards WHERE board_id = ?',
    boardId,
  )?.schema_id;
}

/** Adds a column of a schema to the boards that are connected to it. */
export function addToBoards(schema: SchemaRow, column: SchemaColumnRow, context: GraphQLContext): void {
  for (const board of boardsOf(schema, context)) addToBoard(board, column, context);
}

function addToBoard(board: BoardRow, column: SchemaColumnRow, context: GraphQLContext): void {
  if (column.is_active === 0 || column.opt_out_by_default === 1) return;
  const { id, type, title, description } = column;
  if (context.database.get('SELECT 1 FROM columns WHERE board_id = ? AND id = ?', board.id, id)) return;
  const settings = JSON.parse(column.settings) as Record<string, unknown>;
  insertColumn(context, { board_id: board.id, id, type, title, description, settings });
  const added = findColumn(context, board.id, id);
  if (added) context.changed({ kind: 'column_created', board, column: added });
}

/** Brings the column of the connected boards to the state of the schema. INFER: also what a board may override. */
export function changeOnBoards(schema: SchemaRow, column: SchemaColumnRow, context: GraphQLContext): void {
  for (const board of boardsOf(schema, context)) {
    const before = findColumn(context, board.id, column.id);
    if (!before) continue;
    context.database.update('columns', ['key', before.key], {
      title: column.title,
      description: column.description,
      settings: column.settings,
      revision: before.revision + 1,
    });
    const after = findColumn(context, board.id, column.id);
    if (!after) continue;
    reindexColumn(before, after, context);
    context.changed({ kind: 'column_changed', board, column: after, before });
  }
}

function boardsOf(schema: SchemaRow, context: GraphQLContext): BoardRow[] {
  return connectedBoardIds(schema, context).flatMap((id) => findBoard(context, id) ?? []);
}
