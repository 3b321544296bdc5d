import { type GraphQLContext } from '../../graphql-context.js';
import { type ItemRow } from '../../store/index.js';
import { requireItem, reread, type PlacedItem } from './item-access.js';

interface ItemIdArgs {
  readonly item_id?: string | null;
}

/** `Mutation.delete_item` */
export function deleteItem({ item_id }: ItemIdArgs, context: GraphQLContext): ItemRow {
  return removeItem(item_id, 'deleted', context);
}

/** `Mutation.archive_item` */
export function archiveItem({ item_id }: ItemIdArgs, context: GraphQLContext): ItemRow {
  return removeItem(item_id, 'archived', context);
}

/** Archives or deletes an item and its subitems. */
export function removeItem(
  id: string | null | undefined,
  state: 'archived' | 'deleted',
  context: GraphQLContext,
): ItemRow {
  return setItemState(requireItem(id, context), state, context);
}

/** Stores the state of an item and its active subitems, and reports the change. */
export function setItemState(
  place: PlacedItem,
  state: 'archived' | 'deleted',
  context: GraphQLContext,
  { withGroup = false } = {},
): ItemRow {
  context.database.run(
    "UPDATE items SET state = ?, updated_at = ?, updater_id = ? WHERE (id = ? OR parent_id = ?) AND state = 'active'",
    state,
    context.now(),
    context.userId,
    place.item.id,
    place.item.id,
  );
  const item = reread(place, context);
  context.changed({ kind: `item_${state}`, ...place, item, withGroup });
  return item;
}
