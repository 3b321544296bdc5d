import { type GraphQLContext } from '../../graphql-context.js';
import { groupNotFound } from '../../not-found.js';
import { groupsOf, POSITION_STEP, type BoardRow } from '../../store/index.js';

/** Before all groups of the board. */
export function topPosition(board: BoardRow, context: GraphQLContext): number {
  const [first] = groupsOf(context, board.id);
  return (first?.position ?? POSITION_STEP * 2) - POSITION_STEP;
}

/** After all groups of the board. */
export function bottomPosition(board: BoardRow, context: GraphQLContext): number {
  return (groupsOf(context, board.id).at(-1)?.position ?? 0) + POSITION_STEP;
}

/** Between a group of the board and the group before or after it. @throws GraphQLProblem if there is no such group */
export function positionBeside(
  board: BoardRow,
  groupId: string,
  side: 'before' | 'after',
  context: GraphQLContext,
): number {
  const groups = groupsOf(context, board.id);
  const index = groups.findIndex(({ id }) => id === groupId);
  const own = groups[index];
  if (!own) throw groupNotFound(board.id, groupId);
  const neighbour = groups[index + (side === 'after' ? 1 : -1)];
  if (neighbour) return (own.position + neighbour.position) / 2;
  return own.position + (side === 'after' ? POSITION_STEP : -POSITION_STEP);
}
