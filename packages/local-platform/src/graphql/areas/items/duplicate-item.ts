import { type GraphQLContext } from '../../graphql-context.js';
import { itemNotFound } from '../../not-found.js';
import { columnsOf, groupByKey, itemsById, subitemsOf, type ItemRow } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { requireRoom } from './create-item.js';
import { requireItem, type PlacedItem } from './item-access.js';
import { lastPosition, positionBeside } from './item-position.js';
import { indexValue } from './write-values.js';

interface DuplicateArgs {
  readonly board_id: string;
  readonly item_id?: string | null;
  readonly with_updates?: boolean | null;
}

/** `Mutation.duplicate_item`: copies values, subitems and, on request, updates. The copy is directly below the original. */
export function duplicateItem(args: DuplicateArgs, context: GraphQLContext): ItemRow {
  const place = requireItem(args.item_id, context);
  if (place.board.id !== Number(args.board_id)) {
    throw itemNotFound(args.item_id);
  }
  requireRoom(place.board, context);
  const position = positionBeside(place.item, 'after_at', context.database);
  const copy = copyItemWithSubitems(
    place,
    { name: `${place.item.name} (copy)`, position, parentId: place.item.parent_id },
    context,
  );
  if (args.with_updates) copyUpdates(place.item, copy, context);
  return copy;
}

/** Copies an item with its values and subitems, and reports them. */
export function copyItemWithSubitems(place: PlacedItem, copy: Copy, context: GraphQLContext): ItemRow {
  const item = copyItem(place, copy, context);
  context.changed({ kind: 'item_created', board: place.board, item, group: place.group });
  for (const subitem of subitemsOf(context, place.item.id)) copySubitem(subitem, item, context);
  return item;
}

interface Copy {
  readonly name: string;
  readonly position: number;
  readonly parentId: number | null;
}

/** Copies an item with its values. */
export function copyItem({ item, board, group }: PlacedItem, copy: Copy, context: GraphQLContext): ItemRow {
  const { database, userId } = context;
  const id = database.nextId('items');
  const now = context.now();
  database.insert('items', {
    id,
    account_id: item.account_id,
    board_id: board.id,
    group_key: group.key,
    parent_id: copy.parentId,
    name: copy.name,
    position: copy.position,
    creator_id: userId,
    created_at: now,
    updated_at: now,
    updater_id: userId,
    column_values: JSON.stringify(item.values),
  });
  for (const column of columnsOf(context, board.id))
    indexValue(database, { id }, column, item.values[column.id]?.value);
  const [row] = itemsById(context, [id]);
  if (!row) throw new Error(`item ${id} was not written`);
  return row;
}

function copySubitem(subitem: ItemRow, parent: ItemRow, context: GraphQLContext): void {
  const board = findVisibleBoard(subitem.board_id, context);
  const group = groupByKey(context, subitem.group_key);
  if (!board || !group) return;
  const position = lastPosition(group, context.database);
  const copy = { name: subitem.name, position, parentId: parent.id };
  const item = copyItem({ item: subitem, board, group }, copy, context);
  context.changed({ kind: 'item_created', board, item, group });
}

export function copyUpdates(from: ItemRow, to: ItemRow, { database }: GraphQLContext): void {
  const updates = database.all<Record<string, string | number | null>>(
    'SELECT * FROM updates WHERE item_id = ? ORDER BY id',
    from.id,
  );
  const ids = new Map(updates.map(({ id }) => [id, database.nextId('updates')]));
  for (const update of updates) {
    const id = ids.get(update['id'] ?? null);
    if (id === undefined) continue;
    const parent = update['parent_id'] ?? null;
    database.insert('updates', {
      ...update,
      id,
      item_id: to.id,
      parent_id: parent === null ? null : (ids.get(parent) ?? null),
    });
  }
}
