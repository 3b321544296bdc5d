import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { groupNotFound } from '../../not-found.js';
import {
  columnsOf,
  countItems,
  findGroup,
  groupByKey,
  groupsOf,
  itemsById,
  type BoardRow,
  type GroupRow,
  type ItemRow,
} from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { checkNewItem } from '../validations/index.js';
import { requireItem } from './item-access.js';
import { checkRelative, lastPosition, positionBeside, type PositionRelative } from './item-position.js';
import { checkName, parseJson, readValues, type NewValues } from './read-values.js';
import { indexValue, withValues, writeSettings } from './write-values.js';

interface CreateItemArgs {
  readonly board_id: string;
  readonly item_name: string;
  readonly group_id?: string | null;
  readonly column_values?: unknown;
  readonly create_labels_if_missing?: boolean | null;
  readonly position_relative_method?: PositionRelative | null;
  readonly relative_to?: string | null;
}

/** docs/monday-platform.md#graphql-errors */
export const MAX_ITEMS = 10_000;

/** `Mutation.create_item`: adds an item next to another item or at the end of a group; default: the top group. */
export function createItem(args: CreateItemArgs, context: GraphQLContext): ItemRow {
  const board = requireBoard(args.board_id, context);
  const name = checkName(args.item_name);
  const { group, position } = placeOf(board, args, context);
  return addItem({ board, group, position, name }, args, context);
}

interface Values {
  readonly column_values?: unknown;
  readonly create_labels_if_missing?: boolean | null;
}

/** Reads the values of a new item, stores the item and reports the change. */
export function addItem(
  draft: Omit<NewItem, 'values'>,
  { column_values, create_labels_if_missing }: Values,
  context: GraphQLContext,
): ItemRow {
  requireRoom(draft.board, context);
  const values = readValues(columnsOf(context, draft.board.id), parseJson(column_values ?? '{}'), {
    createLabels: create_labels_if_missing === true,
    context,
  });
  return storeItem({ ...draft, values }, context);
}

/** Stores a new item that keeps the rules of its board, and reports the change. */
export function storeItem(draft: NewItem, context: GraphQLContext): ItemRow {
  const { board, group } = draft;
  const item = insertItem(draft, context);
  checkNewItem(board, item, context);
  context.changed({ kind: 'item_created', board, item, group });
  return item;
}

/** Checks that the board can take more items. @throws GraphQLProblem `ItemsLimitationException` */
export function requireRoom(board: BoardRow, context: GraphQLContext, more = 1): void {
  if (countItems(context, board.id) + more <= MAX_ITEMS) return;
  throw new GraphQLProblem('ItemsLimitationException', `A board has at most ${MAX_ITEMS} items.`);
}

/** A group of the board, by default the top one. @throws GraphQLProblem `ResourceNotFoundException` */
export function requireGroup(
  board: BoardRow,
  id: string | null | undefined,
  context: GraphQLContext,
): GroupRow {
  const group =
    id === null || id === undefined ? groupsOf(context, board.id)[0] : findGroup(context, board.id, id);
  if (!group) throw groupNotFound(board.id, id ?? '');
  return group;
}

export interface NewItem {
  readonly board: BoardRow;
  readonly group: GroupRow;
  readonly name: string;
  readonly values: NewValues;
  /** Default: at the end of the group. */
  readonly position?: number;
  readonly parentId?: number;
}

/** Adds an item. A name in the values takes precedence. */
export function insertItem(
  { board, group, name, values, position, parentId }: NewItem,
  context: GraphQLContext,
): ItemRow {
  const { database, userId } = context;
  const id = database.nextId('items');
  const now = context.now();
  database.insert('items', {
    id,
    account_id: board.account_id,
    board_id: board.id,
    group_key: group.key,
    parent_id: parentId ?? null,
    name: values.name ?? name,
    position: position ?? lastPosition(group, database),
    creator_id: userId,
    created_at: now,
    updated_at: now,
    updater_id: userId,
    column_values: JSON.stringify(withValues({}, values.values, { at: now, by: userId })),
  });
  writeSettings(database, values.values);
  for (const { column, value } of values.values) indexValue(database, { id }, column, value);
  const [item] = itemsById(context, [id]);
  if (!item) throw new Error(`item ${id} was not written`);
  return item;
}

function placeOf(
  board: BoardRow,
  { group_id, position_relative_method: method, relative_to }: CreateItemArgs,
  context: GraphQLContext,
): { group: GroupRow; position?: number } {
  checkRelative(method, relative_to);
  if (relative_to === null || relative_to === undefined) {
    const group = requireGroup(board, group_id, context);
    return { group, position: lastPosition(group, context.database) };
  }
  const { item } = requireItem(relative_to, context);
  const group = groupByKey(context, item.group_key);
  if (item.board_id !== board.id || !group) {
    throw new GraphQLProblem('InvalidArgumentException', 'relative_to is not an item of this board.');
  }
  return { group, position: positionBeside(item, method ?? 'after_at', context.database) };
}
