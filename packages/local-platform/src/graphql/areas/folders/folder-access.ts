import { type GraphQLContext } from '../../graphql-context.js';
import { folderNotFound } from '../../not-found.js';
import { pageBounds, type PageArgs } from '../../resolvers/index.js';
import { type FolderRow } from '../../store/index.js';
import { findVisibleWorkspace } from '../workspaces/workspace-access.js';

export interface FoldersArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly workspace_ids?: readonly (string | null)[] | null;
}

/** `Query.folders`: the folders of workspaces that the user may see. */
export function listFolders(args: FoldersArgs, context: GraphQLContext): FolderRow[] {
  const { limit, offset } = pageBounds(args);
  const rows = context.database.all<FolderRow>(
    `SELECT * FROM folders WHERE account_id = ?1
       AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2)))
       AND (?3 IS NULL OR ifnull(workspace_id, 0) IN (SELECT value FROM json_each(?3)))
     ORDER BY position, id`,
    context.accountId,
    args.ids ? JSON.stringify(args.ids.map(Number)) : null,
    args.workspace_ids ? JSON.stringify(args.workspace_ids.map(Number)) : null,
  );
  return rows.filter((folder) => isVisible(folder, context)).slice(offset, offset + limit);
}

/** A folder that the user may see. */
export function findVisibleFolder(id: number | null, context: GraphQLContext): FolderRow | undefined {
  if (id === null) return undefined;
  const folder = context.database.get<FolderRow>(
    'SELECT * FROM folders WHERE id = ? AND account_id = ?',
    id,
    context.accountId,
  );
  return folder && isVisible(folder, context) ? folder : undefined;
}

/** @throws GraphQLProblem `InvalidFolderIdException` */
export function requireFolder(id: string | number, context: GraphQLContext): FolderRow {
  const folder = findVisibleFolder(Number(id), context);
  if (folder) return folder;
  throw folderNotFound(id);
}

/** The direct subfolders of a folder. */
export function subfoldersOf({ id }: FolderRow, { database }: GraphQLContext): FolderRow[] {
  return database.all<FolderRow>('SELECT * FROM folders WHERE parent_id = ? ORDER BY position, id', id);
}

function isVisible({ workspace_id }: FolderRow, context: GraphQLContext): boolean {
  return workspace_id === null || findVisibleWorkspace(workspace_id, context) !== undefined;
}
