import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findGroup, insertGroup, newId, type BoardRow, type GroupRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { hexColor } from './group-colors.js';
import { bottomPosition, positionBeside, topPosition } from './group-position.js';

interface CreateArgs {
  readonly board_id: string;
  readonly group_name: string;
  readonly group_color?: string | null;
  readonly position?: string | null;
  readonly position_relative_method?: 'before_at' | 'after_at' | null;
  readonly relative_to?: string | null;
}

const MAX_TITLE_LENGTH = 255;

/** `Mutation.create_group`: adds a group; default position: at the top. */
export function createGroup(args: CreateArgs, context: GraphQLContext): GroupRow {
  const board = requireBoard(args.board_id, context);
  const title = checkGroupTitle(args.group_name);
  const color = hexColor(args.group_color);
  const position = positionOf(board, args, context);
  return addGroup(board, { title, color, position }, context);
}

/** Stores a group with a new id and reports the change. */
export function addGroup(
  board: BoardRow,
  { position, ...group }: Pick<GroupRow, 'title' | 'color' | 'position'>,
  context: GraphQLContext,
): GroupRow {
  const { key, id } = insertGroup(context, { board_id: board.id, id: newId('group'), ...group });
  context.database.update('groups', ['key', key], { position });
  const added = findGroup(context, board.id, id);
  if (!added) throw new Error(`the group ${id} was not written`);
  context.changed({ kind: 'group_created', board, group: added });
  return added;
}

/** @throws GraphQLProblem */
export function checkGroupTitle(title: string): string {
  if (title.trim() !== '' && title.length <= MAX_TITLE_LENGTH) return title;
  throw new GraphQLProblem('InvalidArgumentException', `A group has a name of 1 to ${MAX_TITLE_LENGTH}.`);
}

/** Without a reference group, `after_at` means the top and `before_at` the bottom (docs/monday-platform.md#boards-groups-folders-and-docs). */
function positionOf(board: BoardRow, args: CreateArgs, context: GraphQLContext): number {
  const { position_relative_method: method, relative_to: beside } = args;
  if (beside !== null && beside !== undefined) {
    return positionBeside(board, beside, method === 'before_at' ? 'before' : 'after', context);
  }
  if (method === 'before_at') return bottomPosition(board, context);
  if (method === 'after_at' || args.position === null || args.position === undefined) {
    return topPosition(board, context);
  }
  return readPosition(args.position);
}

/** Parses the older form: the number in `Group.position`. @throws GraphQLProblem */
export function readPosition(text: string): number {
  const position = Number(text);
  if (text.trim() !== '' && Number.isFinite(position)) return position;
  throw new GraphQLProblem('InvalidArgumentException', 'position must be a number.');
}
