import { itemsPage, type ItemsPageArgs } from '../../filters/items-page.js';
import {
  mutation,
  pageBounds,
  properties,
  query,
  times,
  type Area,
  type PageArgs,
} from '../../resolvers/index.js';
import {
  BOARD_TEAMS,
  BOARD_USERS,
  columnsOf,
  countItems,
  groupsOf,
  type BoardRow,
} from '../../store/index.js';
import { MAX_ITEMS } from '../items/create-item.js';
import { userById } from '../users/index.js';
import { ACTIVITY_LOG_TYPE, activityLogs } from './activity-logs.js';
import { listBoards, type BoardsArgs } from './board-access.js';
import {
  addTeamsToBoard,
  addUsersToBoard,
  deleteSubscribersFromBoard,
  deleteTeamsFromBoard,
} from './board-people.js';
import { createBoard } from './create-board.js';
import { duplicateBoard } from './duplicate-board.js';
import {
  archiveBoard,
  deleteBoard,
  setBoardPermission,
  updateBoard,
  updateBoardHierarchy,
} from './update-board.js';

interface ColumnsArgs {
  readonly ids?: readonly string[] | null;
  readonly types?: readonly string[] | null;
}

/** Boards and their fields. */
export const boardsArea: Area = {
  name: 'boards',
  unserved: [
    'Query.boards(latest:)',
    'Query.boards(include_embedded_docs:)',
    'UpdateBoardHierarchyAttributesInput.position',
    'Query.boards(account_entity_name:)',
    'Mutation.create_board(prompt:)',
    'Mutation.create_board(entity_model_id:)',
    'Mutation.set_board_permission(cross_product_collaborative:)',
  ],
  withoutEffect: {
    'Board.columns(capabilities:)': 'No column is calculated.',
    'ItemNicknameInput.plural': 'A board shows the singular.',
  },
  resolvers: {
    Query: {
      boards: query<BoardsArgs>('boards:read', listBoards),
    },
    Mutation: {
      create_board: mutation('boards:write', createBoard),
      update_board: mutation('boards:write', updateBoard),
      duplicate_board: mutation('boards:write', duplicateBoard),
      archive_board: mutation('boards:write', archiveBoard),
      delete_board: mutation('boards:write', deleteBoard),
      set_board_permission: mutation('boards:write', setBoardPermission),
      update_board_hierarchy: mutation('boards:write', updateBoardHierarchy),
      add_users_to_board: mutation('boards:write', addUsersToBoard),
      add_subscribers_to_board: mutation('boards:write', addUsersToBoard),
      delete_subscribers_from_board: mutation('boards:write', deleteSubscribersFromBoard),
      add_teams_to_board: mutation('boards:write', addTeamsToBoard),
      delete_teams_from_board: mutation('boards:write', deleteTeamsFromBoard),
    },
    BoardDuplication: properties('board', 'is_async'),
    SetBoardPermissionResponse: {
      ...properties('edit_permissions', 'failed_actions'),
      cross_product_collaborative: () => null,
    },
    UpdateBoardHierarchyResult: properties('success', 'message', 'board'),
    ActivityLogType: ACTIVITY_LOG_TYPE,
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
      owners: (board: BoardRow, _args: object, context) => BOARD_USERS.find(context, board.id, 'owner'),
      subscribers: (board: BoardRow, _args: object, context) =>
        BOARD_USERS.find(context, board.id, 'subscriber'),
      team_owners: (board: BoardRow, args: PageArgs, context) =>
        BOARD_TEAMS.find(context, board.id, 'owner', pageBounds(args)),
      team_subscribers: (board: BoardRow, args: PageArgs, context) =>
        BOARD_TEAMS.find(context, board.id, 'subscriber', pageBounds(args)),
      // INFER: viewers may only read; everyone else who may see a board may edit it.
      access_level: (_board: BoardRow, _args: object, { user }) => (user.role === 'viewer' ? 'view' : 'edit'),
      communication: ({ communication }: BoardRow) =>
        communication === null ? null : (JSON.parse(communication) as unknown),
      columns_namespace: () => null,
      items_limit: () => MAX_ITEMS,
      activity_logs: activityLogs,
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
