import { type GraphQLContext } from '../../graphql-context.js';
import { itemNotFound } from '../../not-found.js';
import { groupByKey, type BoardRow, type GroupRow, type ItemRow } from '../../store/index.js';
import { findVisibleItem } from '../boards/board-access.js';

/** An item with its board and group. */
export interface PlacedItem {
  readonly board: BoardRow;
  readonly item: ItemRow;
  readonly group: GroupRow;
}

/** An active item of an active board that the user may see. @throws GraphQLProblem `InvalidItemIdException` */
export function requireItem(id: string | null | undefined, context: GraphQLContext): PlacedItem {
  const found = findVisibleItem(Number(id ?? ''), context);
  const group = found && groupByKey(context, found.item.group_key);
  if (!found || !group || found.item.state !== 'active' || found.board.state !== 'active') {
    throw itemNotFound(id);
  }
  return { ...found, group };
}

/** Reads the current state of an item after a change. */
export function reread({ item }: Pick<PlacedItem, 'item'>, context: GraphQLContext): ItemRow {
  const found = findVisibleItem(item.id, context);
  if (!found) throw new Error(`item ${item.id} is gone`);
  return found.item;
}
