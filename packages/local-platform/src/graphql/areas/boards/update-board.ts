import { tryParseJson } from 'monday-persistence/json';
import { randomUUID } from 'node:crypto';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { boardNotFound } from '../../not-found.js';
import { findBoard, type BoardRow } from '../../store/index.js';
import { checkProduct } from '../account/products.js';
import { requireFolder } from '../folders/folder-access.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { findVisibleBoard, requireBoard } from './board-access.js';
import { checkBoardName } from './board-name.js';

interface UpdateArgs {
  readonly board_id: string;
  readonly board_attribute: 'communication' | 'description' | 'item_nickname' | 'name';
  readonly new_value: string;
}

/** The database column of each attribute. */
const COLUMNS = {
  communication: 'communication',
  description: 'description',
  item_nickname: 'item_terminology',
  name: 'name',
} as const;

/** `Mutation.update_board`: one attribute. @returns JSON text; INFER: the form of `undo_data` */
export function updateBoard(args: UpdateArgs, context: GraphQLContext): string {
  const board = requireBoard(args.board_id, context);
  const column = COLUMNS[args.board_attribute];
  const after = valueOf(args);
  changeBoard(board, { [column]: after }, context);
  const changed = requireBoard(board.id, context);
  context.changed({
    kind: 'board_changed',
    board: changed,
    attribute: args.board_attribute,
    before: board[column],
    after,
  });
  return JSON.stringify({
    success: true,
    undo_data: {
      undo_record_id: randomUUID(),
      action_type: `modify_${args.board_attribute}`,
      entity_type: 'Board',
      entity_id: board.id,
      count: 1,
    },
  });
}

function valueOf({ board_attribute: attribute, new_value: value }: UpdateArgs): string {
  if (attribute === 'name') return checkBoardName(value);
  if (attribute === 'communication' && tryParseJson(value) === undefined) {
    throw new GraphQLProblem('InvalidArgumentException', 'communication must be JSON text.');
  }
  return value;
}

/** `Mutation.archive_board`. A board that does not exist is refused like one that the user may not archive. */
export function archiveBoard({ board_id }: { readonly board_id: string }, context: GraphQLContext): BoardRow {
  const board = findVisibleBoard(Number(board_id), context);
  if (board?.state === 'active') return removeBoard(board, 'archived', context);
  throw new GraphQLProblem('USER_UNAUTHORIZED', 'User unauthorized to perform action');
}

/** `Mutation.delete_board`; also deletes archived boards. */
export function deleteBoard({ board_id }: { readonly board_id: string }, context: GraphQLContext): BoardRow {
  const board = findVisibleBoard(Number(board_id), context);
  if (!board || board.state === 'deleted') {
    throw boardNotFound(board_id);
  }
  return removeBoard(board, 'deleted', context);
}

/** Archives or deletes a board and the board of its subitems. The items keep their states. */
export function removeBoard(
  board: BoardRow,
  state: 'archived' | 'deleted',
  context: GraphQLContext,
): BoardRow {
  context.database.run(
    "UPDATE boards SET state = ?1 WHERE (id = ?2 OR parent_board_id = ?2) AND state <> 'deleted'",
    state,
    board.id,
  );
  const removed = findBoard(context, board.id);
  if (!removed) throw new Error(`board ${board.id} is gone`);
  context.changed({ kind: `board_${state}`, board: removed });
  return removed;
}

/** monday's roles and the corresponding values of the older field `Board.permissions`. INFER: the pairs. */
const ROLES = {
  editor: 'everyone',
  contributor: 'collaborators',
  assigned_contributor: 'assignee',
  viewer: 'owners',
} as const;

interface PermissionArgs {
  readonly board_id: string;
  readonly basic_role_name?: keyof typeof ROLES | null;
}

/** `Mutation.set_board_permission`: the permissions of subscribers. They are stored and returned, not enforced. */
export function setBoardPermission(args: PermissionArgs, context: GraphQLContext): object {
  const board = requireBoard(args.board_id, context);
  if (!args.basic_role_name) return { edit_permissions: board.permissions, failed_actions: [] };
  const after = ROLES[args.basic_role_name];
  changeBoard(board, { permissions: after }, context);
  context.changed({
    kind: 'board_changed',
    board: requireBoard(board.id, context),
    attribute: 'permissions',
    before: board.permissions,
    after,
  });
  return { edit_permissions: after, failed_actions: [] };
}

interface HierarchyArgs {
  readonly board_id: string;
  readonly attributes: {
    readonly account_product_id?: string | null;
    readonly folder_id?: string | null;
    readonly workspace_id?: string | null;
  };
}

/** `Mutation.update_board_hierarchy`: moves a board to another workspace or folder. */
export function updateBoardHierarchy(
  { board_id, attributes }: HierarchyArgs,
  context: GraphQLContext,
): object {
  checkProduct(attributes.account_product_id, context);
  const board = requireBoard(board_id, context);
  const folder = attributes.folder_id ? requireFolder(attributes.folder_id, context) : undefined;
  const workspace = attributes.workspace_id ? requireWorkspace(attributes.workspace_id, context) : undefined;
  const workspaceId = folder ? folder.workspace_id : (workspace?.id ?? board.workspace_id);
  const leavesFolder = workspace !== undefined && workspace.id !== board.workspace_id;
  const changes = {
    workspace_id: workspaceId,
    folder_id: folder?.id ?? (leavesFolder ? null : board.folder_id),
  };
  context.database.run(
    'UPDATE boards SET workspace_id = ?1 WHERE parent_board_id = ?2',
    workspaceId,
    board.id,
  );
  changeBoard(board, changes, context);
  const moved = requireBoard(board.id, context);
  for (const attribute of ['workspace_id', 'folder_id'] as const) {
    if (moved[attribute] === board[attribute]) continue;
    const [before, after] = [board[attribute], moved[attribute]].map((id) =>
      id === null ? null : String(id),
    );
    // INFER: the event's name and its data.
    context.changed({
      kind: 'board_changed',
      board: moved,
      attribute,
      before: before ?? null,
      after: after ?? null,
    });
  }
  return { success: true, message: 'Board position updated successfully', board: moved };
}

function changeBoard(
  { id }: BoardRow,
  changes: Readonly<Record<string, string | number | null>>,
  context: GraphQLContext,
): void {
  context.database.update('boards', ['id', id], { ...changes, updated_at: context.now() });
}
