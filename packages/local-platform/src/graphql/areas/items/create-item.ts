import type { GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnsOf, countItems, findGroup, groupsOf, itemsById, POSITION_STEP } from '../../store/index.js';
import type { BoardRow, GroupRow, ItemRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { checkName, parseJson, readValues, type NewValues } from './read-values.js';
import { indexValue, withValues, writeSettings } from './write-values.js';

interface CreateItemArgs {
  readonly board_id: string;
  readonly item_name: string;
  readonly group_id?: string | null;
  readonly column_values?: unknown;
  readonly create_labels_if_missing?: boolean | null;
}

/** docs/monday-platform.md#graphql-errors */
const MAX_ITEMS = 10_000;

/** `Mutation.create_item`: at the end of the group, by default the top one. */
export function createItem(args: CreateItemArgs, context: GraphQLContext): ItemRow {
  const board = requireBoard(args.board_id, context);
  const name = checkName(args.item_name);
  if (countItems(context, board.id) >= MAX_ITEMS) {
    throw new GraphQLProblem('ItemsLimitationException', `A board has at most ${MAX_ITEMS} items.`);
  }
  const group = groupFor(board, args.group_id, context);
  const columns = columnsOf(context, board.id);
  const values = readValues(board, columns, parseJson(args.column_values ?? '{}'), {
    createLabels: args.create_labels_if_missing === true,
    context,
  });
  const item = insertItem({ board, group, name, values }, context);
  context.changed({ kind: 'item_created', board, item, group });
  return item;
}

function groupFor(board: BoardRow, id: string | null | undefined, context: GraphQLContext): GroupRow {
  const group =
    id === null || id === undefined ? groupsOf(context, board.id)[0] : findGroup(context, board.id, id);
  if (!group) throw new GraphQLProblem('ResourceNotFoundException', 'Group not found');
  return group;
}

export interface NewItem {
  readonly board: BoardRow;
  readonly group: GroupRow;
  readonly name: string;
  readonly values: NewValues;
  readonly parentId?: number;
}

/** Adds an item at the end of its group. A name among the values wins. */
export function insertItem(
  { board, group, name, values, parentId }: NewItem,
  context: GraphQLContext,
): ItemRow {
  const { database, userId } = context;
  const id = database.nextId('items');
  const now = Date.now();
  database.insert('items', {
    id,
    account_id: board.account_id,
    board_id: board.id,
    group_key: group.key,
    parent_id: parentId ?? null,
    name: values.name ?? name,
    position: nextPosition(group, database),
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

function nextPosition(group: GroupRow, database: GraphQLContext['database']): number {
  const last = database.get<{ position: number | null }>(
    "SELECT max(position) AS position FROM items WHERE group_key = ? AND state = 'active'",
    group.key,
  );
  return (last?.position ?? 0) + POSITION_STEP;
}
