import { columnTypeOf } from '../../column-types/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnsOf, findColumn, insertColumn, newId, type BoardRow, type Column } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requireColumn } from '../items/read-values.js';
import { readDefaults } from './column-settings.js';

interface CreateArgs {
  readonly board_id: string;
  readonly column_type: string;
  readonly title: string;
  readonly id?: string | null;
  readonly description?: string | null;
  readonly after_column_id?: string | null;
  readonly capabilities?: unknown;
  readonly defaults?: unknown;
}

/** INFER: monday documents only that an id is short, lower-case and unique. */
const ID_FORM = /^[a-z0-9_]{1,50}$/;
const MAX_TITLE_LENGTH = 255;
/** A board can have only one column of each of these types (docs/monday-platform.md#boards-groups-folders-and-docs). */
const SINGLE_TYPES = new Set(['dependency', 'subtasks', 'name']);

/** `Mutation.create_column`: adds a column after another column or at the end. */
export function createColumn(args: CreateArgs, context: GraphQLContext): Column {
  const board = requireBoard(args.board_id, context);
  const type = columnTypeOf({ type: args.column_type });
  const columns = columnsOf(context, board.id);
  if (SINGLE_TYPES.has(type.name) && columns.some((column) => column.type === type.name)) {
    throw new GraphQLProblem(
      'InvalidColumnTypeException',
      `A board has only one column of the type ${type.name}.`,
    );
  }
  const given = readDefaults(args.defaults);
  const after = args.after_column_id ? requireColumn(columns, args.after_column_id) : undefined;
  const id = readId(args, board, context);
  insertColumn(context, {
    board_id: board.id,
    id,
    type: type.name,
    title: checkTitle(args.title),
    description: args.description ?? null,
    capabilities: args.capabilities ? JSON.stringify(args.capabilities) : null,
    settings: type.readSettings?.(given) ?? given,
    ...(after ? { after: after.key } : {}),
  });
  const column = requireColumn(columnsOf(context, board.id), id);
  context.changed({ kind: 'column_created', board, column });
  return column;
}

/** `Mutation.create_status_column` and similar mutations: {@link createColumn} with a fixed type. */
export function createColumnOf(type: string) {
  return (args: Omit<CreateArgs, 'column_type'>, context: GraphQLContext): Column =>
    createColumn({ ...args, column_type: type }, context);
}

/** @throws GraphQLProblem */
export function checkTitle(title: string): string {
  if (title.trim() !== '' && title.length <= MAX_TITLE_LENGTH) return title;
  throw new GraphQLProblem('InvalidArgumentException', `A title has 1 to ${MAX_TITLE_LENGTH} characters.`);
}

/** Ids of deleted columns cannot be reused. */
function readId(
  { id, column_type }: Pick<CreateArgs, 'id' | 'column_type'>,
  board: BoardRow,
  context: GraphQLContext,
): string {
  if (id === null || id === undefined) return newId(column_type);
  const isTaken =
    findColumn(context, board.id, id) !== undefined ||
    context.database.get('SELECT 1 FROM columns WHERE board_id = ? AND id = ?', board.id, id) !== undefined;
  if (ID_FORM.test(id) && !isTaken) return id;
  throw new GraphQLProblem(
    'InvalidColumnIdException',
    isTaken ? 'The board has or had a column with this id.' : 'A column id has a-z, 0-9 and _.',
    { data: { column_id: id } },
  );
}
