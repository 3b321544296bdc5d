import { itemsPage, type ItemsPageArgs } from '../../filters/items-page.js';
import { properties, query, times, type Area } from '../../resolvers/index.js';
import { columnsOf, countItems, groupsOf, type BoardRow } from '../../store/index.js';
import { userById } from '../users/index.js';
import { boardOwners, listBoards, type BoardsArgs } from './board-access.js';

interface ColumnsArgs {
  readonly ids?: readonly string[] | null;
  readonly types?: readonly string[] | null;
}

/** Boards, and what is found through them. */
export const boardsArea: Area = {
  name: 'boards',
  resolvers: {
    Query: {
      boards: query<BoardsArgs>('boards:read', listBoards),
    },
    Board: {
      ...properties(
        'id',
        'name',
        'description',
        'state',
        'board_kind',
        'type',
        'permissions',
        'workspace_id',
      ),
      ...properties('object_type_unique_key', 'hierarchy_type', 'item_terminology', 'created_from_board_id'),
      ...times('created_at', 'updated_at'),
      board_folder_id: ({ folder_id }: BoardRow) => folder_id,
      url: ({ id }: BoardRow, _args: object, { account }) =>
        `https://${account.slug}.monday.com/boards/${id}`,
      creator: ({ creator_id }: BoardRow, _args: object, context) => userById(creator_id, context),
      owner: ({ creator_id }: BoardRow, _args: object, context) => userById(creator_id, context),
      owners: (board: BoardRow, _args: object, context) => boardOwners(board, context),
      items_count: ({ id }: BoardRow, _args: object, context) => countItems(context, id),
      groups: ({ id }: BoardRow, { ids }: { ids?: readonly string[] | null }, context) =>
        groupsOf(context, id).filter((group) => ids?.includes(group.id) ?? true),
      top_group: ({ id }: BoardRow, _args: object, context) => groupsOf(context, id)[0],
      columns: ({ id }: BoardRow, { ids, types }: ColumnsArgs, context) =>
        columnsOf(context, id).filter(
          (column) => (ids?.includes(column.id) ?? true) && (types?.includes(column.type) ?? true),
        ),
      items_page: (board: BoardRow, args: ItemsPageArgs, context, info) =>
        itemsPage({ board }, args, context, info),
    },
  },
};
