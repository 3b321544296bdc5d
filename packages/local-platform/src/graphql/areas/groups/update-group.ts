import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  findGroup,
  groupByKey,
  groupsOf,
  itemsOfGroup,
  type BoardRow,
  type GroupRow,
} from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requireGroup } from '../items/create-item.js';
import { setItemState } from '../items/remove-items.js';
import { checkGroupTitle, readPosition } from './create-group.js';
import { namedColor } from './group-colors.js';
import { positionBeside } from './group-position.js';

interface UpdateArgs {
  readonly board_id: string;
  readonly group_id: string;
  readonly group_attribute:
    'color' | 'position' | 'relative_position_after' | 'relative_position_before' | 'title';
  readonly new_value: string;
}

/** `Mutation.update_group`: changes one attribute. */
export function updateGroup(args: UpdateArgs, context: GraphQLContext): GroupRow {
  const board = requireBoard(args.board_id, context);
  const before = requireGroup(board, args.group_id, context);
  context.database.update('groups', ['key', before.key], changeOf(board, args, context));
  const group = findGroup(context, board.id, before.id);
  if (!group) throw new Error(`the group ${before.id} is gone`);
  context.changed({ kind: 'group_changed', board, group, attribute: args.group_attribute });
  return group;
}

function changeOf(
  board: BoardRow,
  { group_attribute: attribute, new_value: value }: UpdateArgs,
  context: GraphQLContext,
): Record<string, string | number> {
  switch (attribute) {
    case 'title':
      return { title: checkGroupTitle(value) };
    case 'color':
      return { color: namedColor(value) };
    case 'position':
      return { position: readPosition(value) };
    case 'relative_position_after':
      return { position: positionBeside(board, value, 'after', context) };
    case 'relative_position_before':
      return { position: positionBeside(board, value, 'before', context) };
  }
}

interface GroupArgs {
  readonly board_id: string;
  readonly group_id: string;
}

/** `Mutation.archive_group` */
export function archiveGroup(args: GroupArgs, context: GraphQLContext): GroupRow {
  return removeGroup(args, 'archived', context);
}

/** `Mutation.delete_group` */
export function deleteGroup(args: GroupArgs, context: GraphQLContext): GroupRow {
  return removeGroup(args, 'deleted', context);
}

/**
 * Archives or deletes a group with its items, but not the last group of a board. Each item is reported, too.
 * @throws GraphQLProblem `DeleteLastGroupException`
 */
function removeGroup(
  { board_id, group_id }: GroupArgs,
  state: 'archived' | 'deleted',
  context: GraphQLContext,
): GroupRow {
  const board = requireBoard(board_id, context);
  const before = findGroup(context, board.id, group_id);
  // As monday answers a group that the board does not have.
  if (!before) throw new GraphQLProblem('USER_UNAUTHORIZED', 'User unauthorized to perform action');
  if (groupsOf(context, board.id).length === 1) {
    throw new GraphQLProblem('DeleteLastGroupException', 'The last group of a board cannot be removed.');
  }
  const items = itemsOfGroup(context, before.key);
  context.database.update('groups', ['key', before.key], { state });
  const group = groupByKey(context, before.key);
  if (!group) throw new Error(`the group ${before.id} is gone`);
  for (const item of items) setItemState({ board, item, group }, state, context, { withGroup: true });
  context.changed({ kind: `group_${state}`, board, group });
  return group;
}
