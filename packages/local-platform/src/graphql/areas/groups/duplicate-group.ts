import { type GraphQLContext } from '../../graphql-context.js';
import { itemsOfGroup, type GroupRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requireGroup, requireRoom } from '../items/create-item.js';
import { copyItemWithSubitems } from '../items/duplicate-item.js';
import { addGroup, checkGroupTitle } from './create-group.js';
import { positionBeside, topPosition } from './group-position.js';

interface DuplicateArgs {
  readonly board_id: string;
  readonly group_id: string;
  readonly group_title?: string | null;
  readonly add_to_top?: boolean | null;
}

/** `Mutation.duplicate_group`: copies a group with items and subitems; the copy is below the original or at the top. */
export function duplicateGroup(args: DuplicateArgs, context: GraphQLContext): GroupRow {
  const board = requireBoard(args.board_id, context);
  const original = requireGroup(board, args.group_id, context);
  const title = checkGroupTitle(args.group_title ?? `Duplicate of ${original.title}`);
  const position = args.add_to_top
    ? topPosition(board, context)
    : positionBeside(board, original.id, 'after', context);
  const items = itemsOfGroup(context, original.key);
  requireRoom(board, context, items.length);
  const group = addGroup(board, { title, color: original.color, position }, context);
  for (const item of items) {
    copyItemWithSubitems(
      { item, board, group },
      { name: item.name, position: item.position, parentId: null },
      context,
    );
  }
  return group;
}
