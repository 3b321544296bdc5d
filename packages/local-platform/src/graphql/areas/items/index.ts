import { cellOf, type Cell } from '../../column-types/index.js';
import { linkedItems, type LinkedItems } from '../../column-types/linked-items.js';
import { itemsByValues } from '../../filters/items-by-values.js';
import { nextItemsPage } from '../../filters/items-page.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { mutation, properties, query, times, type Area } from '../../resolvers/index.js';
import {
  columnsOf,
  findItem,
  groupByKey,
  subitemsOf,
  type ItemRow,
  type UserRow,
} from '../../store/index.js';
import { findVisibleBoard, findVisibleItem } from '../boards/board-access.js';
import { userById } from '../users/index.js';
import { changeColumnValue, changeMultipleColumnValues, changeSimpleColumnValue } from './change-values.js';
import { createItem } from './create-item.js';
import { duplicateItem } from './duplicate-item.js';
import { listItems, type ItemsArgs } from './list-items.js';
import { changeItemPosition, moveItemToBoard, moveItemToGroup } from './move-items.js';
import { requireColumn } from './read-values.js';
import { archiveItem, deleteItem } from './remove-items.js';
import { createSubitem } from './subitems.js';

interface ColumnValuesArgs {
  readonly ids?: readonly string[] | null;
  readonly types?: readonly string[] | null;
}

/** Items, subitems and changes of their values. */
export const itemsArea: Area = {
  name: 'items',
  withoutEffect: {
    'Item.column_values(capabilities:)': 'No column is calculated.',
  },
  resolvers: {
    Query: {
      items: query<ItemsArgs>('boards:read', listItems),
      items_page_by_column_values: query('boards:read', itemsByValues),
      next_items_page: query<{ cursor: string; limit: number }>('boards:read', nextItemsPage),
    },
    Mutation: {
      create_item: mutation('boards:write', createItem),
      create_subitem: mutation('boards:write', createSubitem),
      duplicate_item: mutation('boards:write', duplicateItem),
      archive_item: mutation('boards:write', archiveItem),
      delete_item: mutation('boards:write', deleteItem),
      change_item_position: mutation('boards:write', changeItemPosition, boardOfItem),
      move_item_to_group: mutation('boards:write', moveItemToGroup, boardOfItem),
      move_item_to_board: mutation('boards:write', moveItemToBoard),
      change_column_value: mutation('boards:write', changeColumnValue),
      change_simple_column_value: mutation('boards:write', changeSimpleColumnValue),
      change_multiple_column_values: mutation('boards:write', changeMultipleColumnValues),
    },
    Item: {
      ...properties('id', 'name', 'state', 'creator_id'),
      ...times('created_at', 'updated_at'),
      creator: ({ creator_id }: ItemRow, _args: object, context) => userById(creator_id, context),
      url: ({ id, board_id }: ItemRow, _args: object, { account }) =>
        `https://${account.slug}.monday.com/boards/${board_id}/pulses/${id}`,
      relative_link: ({ id, board_id }: ItemRow) => `/boards/${board_id}/pulses/${id}`,
      board: ({ board_id }: ItemRow, _args: object, context) => findVisibleBoard(board_id, context),
      group: ({ group_key }: ItemRow, _args: object, context) => groupByKey(context, group_key),
      parent_item: ({ parent_id }: ItemRow, _args: object, context) =>
        parent_id === null ? null : findVisibleItem(parent_id, context)?.item,
      subitems: ({ id }: ItemRow, _args: object, context) => subitemsOf(context, id),
      column_values: cellsOf,
      // INFER: the format of the mail address of an item.
      email: ({ id }: ItemRow, _args: object, { account }) => `pulse-${id}@${account.slug}.monday.example`,
      subscribers: subscribersOf,
      linked_items: linkedItemsOf,
    },
    ItemsResponse: properties('cursor', 'items'),
  },
};

/** For a move within a group. */
function boardOfItem(
  { item_id }: { readonly item_id?: string | null },
  context: GraphQLContext,
): number | undefined {
  return findItem(context, Number(item_id))?.board_id;
}

/** The column values of an item, in the order of the columns, without the name. */
function cellsOf(item: ItemRow, { ids, types }: ColumnValuesArgs, context: GraphQLContext): Cell[] {
  return columnsOf(context, item.board_id)
    .filter(
      ({ id, type }) => type !== 'name' && (ids?.includes(id) ?? true) && (types?.includes(type) ?? true),
    )
    .map((column) => cellOf(item, column));
}

/** The subscribers of the item, including its creator. */
function subscribersOf({ id, creator_id }: ItemRow, _args: object, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>(
    `SELECT * FROM users WHERE id IN (SELECT user_id FROM item_subscribers WHERE item_id = ?1 UNION SELECT ?2)
     ORDER BY id`,
    id,
    creator_id,
  );
}

interface LinkedItemsArgs {
  readonly link_to_item_column_id: string;
  readonly linked_board_id: string;
}

/** The items of one board to which a column of the item links. */
function linkedItemsOf(
  item: ItemRow,
  { link_to_item_column_id, linked_board_id }: LinkedItemsArgs,
  context: GraphQLContext,
): ItemRow[] {
  const column = requireColumn(columnsOf(context, item.board_id), link_to_item_column_id);
  const cell = cellOf(item, column) as Cell<LinkedItems>;
  return linkedItems(cell, context).filter(({ board_id }) => board_id === Number(linked_board_id));
}
