import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { unsupported } from '../../resolvers/index.js';
import { POSITION_STEP, type BoardRow, type FolderRow } from '../../store/index.js';
import { removeBoard } from '../boards/update-board.js';
import { checkProduct } from '../account/products.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { requireFolder, subfoldersOf } from './folder-access.js';

interface Look {
  readonly color?: string | null;
  readonly custom_icon?: string | null;
  readonly font_weight?: string | null;
}

interface CreateArgs extends Look {
  readonly name: string;
  readonly parent_folder_id?: string | null;
  readonly workspace_id?: string | null;
}

/** `Mutation.create_folder`: creates a folder in a workspace, in another folder, or in the main workspace. */
export function createFolder(args: CreateArgs, context: GraphQLContext): FolderRow {
  const { database, accountId, userId } = context;
  const parent = args.parent_folder_id ? requireFolder(args.parent_folder_id, context) : undefined;
  const workspace = args.workspace_id ? requireWorkspace(args.workspace_id, context) : undefined;
  if (parent && workspace && parent.workspace_id !== workspace.id) {
    throw new GraphQLProblem('InvalidArgumentException', 'The parent folder is in another workspace.');
  }
  const id = database.nextId('folders');
  database.insert('folders', {
    id,
    account_id: accountId,
    workspace_id: workspace?.id ?? parent?.workspace_id ?? null,
    parent_id: parent?.id ?? null,
    name: checkName(args.name),
    ...lookOf(args),
    owner_id: userId,
    position: lastPosition(context),
    created_at: context.now(),
  });
  return requireFolder(id, context);
}

interface UpdateArgs extends Look {
  readonly folder_id: string;
  readonly account_product_id?: string | null;
  readonly name?: string | null;
  readonly parent_folder_id?: string | null;
  readonly workspace_id?: string | null;
  readonly position?: {
    readonly object_id: string;
    readonly object_type: string;
    readonly is_after?: boolean | null;
  } | null;
}

/**
 * `Mutation.update_folder`. It resets the colour, icon and weight that are not sent (docs/monday-platform.md#boards-groups-folders-and-docs);
 * INFER: it keeps the name and the parent.
 */
export function updateFolder(args: UpdateArgs, context: GraphQLContext): FolderRow {
  checkProduct(args.account_product_id, context);
  const folder = requireFolder(args.folder_id, context);
  const parent = args.parent_folder_id ? requireFolder(args.parent_folder_id, context) : undefined;
  if (parent && isBelow(parent, folder, context)) {
    throw new GraphQLProblem('InvalidArgumentException', 'A folder cannot be moved into itself.');
  }
  const workspace = args.workspace_id ? requireWorkspace(args.workspace_id, context) : undefined;
  const workspaceId = parent ? parent.workspace_id : (workspace?.id ?? folder.workspace_id);
  const leavesParent = workspaceId !== folder.workspace_id;
  context.database.update('folders', ['id', folder.id], {
    name: typeof args.name === 'string' ? checkName(args.name) : folder.name,
    ...lookOf(args),
    workspace_id: workspaceId,
    parent_id: parent?.id ?? (leavesParent ? null : folder.parent_id),
    position: args.position ? positionOf(args.position, context) : folder.position,
  });
  if (leavesParent) moveContent(folder, workspaceId, context);
  return requireFolder(folder.id, context);
}

/** `Mutation.delete_folder`: also deletes the boards and folders in the folder (docs/monday-platform.md#boards-groups-folders-and-docs). */
export function deleteFolder(
  { folder_id }: { readonly folder_id: string },
  context: GraphQLContext,
): FolderRow {
  const folder = requireFolder(folder_id, context);
  removeFolder(folder, context);
  return folder;
}

function removeFolder(folder: FolderRow, context: GraphQLContext): void {
  for (const inner of subfoldersOf(folder, context)) removeFolder(inner, context);
  for (const board of boardsIn(folder, context)) removeBoard(board, 'deleted', context);
  context.database.run("UPDATE docs SET state = 'deleted' WHERE folder_id = ?", folder.id);
  context.database.run('DELETE FROM folders WHERE id = ?', folder.id);
}

/** Moves the contents of a folder to its new workspace. */
function moveContent(folder: FolderRow, workspaceId: number | null, context: GraphQLContext): void {
  for (const inner of subfoldersOf(folder, context)) {
    context.database.update('folders', ['id', inner.id], { workspace_id: workspaceId });
    moveContent(inner, workspaceId, context);
  }
  for (const table of ['boards', 'docs']) {
    context.database.update(table, ['folder_id', folder.id], { workspace_id: workspaceId });
  }
}

function boardsIn({ id }: FolderRow, { database }: GraphQLContext): BoardRow[] {
  return database.all<BoardRow>("SELECT * FROM boards WHERE folder_id = ? AND state <> 'deleted'", id);
}

function isBelow(folder: FolderRow, above: FolderRow, context: GraphQLContext): boolean {
  for (let at = folder; ; at = requireFolder(at.parent_id, context)) {
    if (at.id === above.id) return true;
    if (at.parent_id === null) return false;
  }
}

function positionOf(
  { object_id, object_type, is_after }: NonNullable<UpdateArgs['position']>,
  context: GraphQLContext,
): number {
  if (object_type !== 'Folder') throw unsupported('Mutation.update_folder(position.object_type:)');
  const beside = requireFolder(object_id, context);
  const isAfter = is_after ?? true;
  const next = context.database.get<{ position: number | null }>(
    isAfter
      ? 'SELECT min(position) AS position FROM folders WHERE account_id = ? AND position > ?'
      : 'SELECT max(position) AS position FROM folders WHERE account_id = ? AND position < ?',
    context.accountId,
    beside.position,
  )?.position;
  if (next === null || next === undefined)
    return beside.position + (isAfter ? POSITION_STEP : -POSITION_STEP);
  return (beside.position + next) / 2;
}

function lastPosition({ database, accountId }: GraphQLContext): number {
  const row = database.get<{ position: number | null }>(
    'SELECT max(position) AS position FROM folders WHERE account_id = ?',
    accountId,
  );
  return (row?.position ?? 0) + POSITION_STEP;
}

/** Converts monday's enum value `NULL` to null. */
function lookOf({ color, custom_icon, font_weight }: Look): Record<keyof Look, string | null> {
  const plain = (value: string | null | undefined): string | null =>
    value === undefined || value === 'NULL' ? null : value;
  return { color: plain(color), custom_icon: plain(custom_icon), font_weight: plain(font_weight) };
}

function checkName(name: string): string {
  if (name.trim() !== '') return name;
  throw new GraphQLProblem('InvalidArgumentException', 'A folder has a name.');
}
