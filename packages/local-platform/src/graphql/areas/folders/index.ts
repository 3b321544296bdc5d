import { mutation, properties, query, times, type Area } from '../../resolvers/index.js';
import { type BoardRow, type FolderRow } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { findVisibleWorkspace, MAIN_WORKSPACE } from '../workspaces/workspace-access.js';
import { createFolder, deleteFolder, updateFolder } from './change-folders.js';
import { findVisibleFolder, listFolders, subfoldersOf } from './folder-access.js';

/** Folders of boards. */
export const foldersArea: Area = {
  name: 'folders',
  resolvers: {
    Query: { folders: query('workspaces:read', listFolders) },
    Mutation: {
      create_folder: mutation('workspaces:write', createFolder),
      update_folder: mutation('workspaces:write', updateFolder),
      delete_folder: mutation('workspaces:write', deleteFolder),
    },
    Folder: {
      ...properties('id', 'name', 'color', 'custom_icon', 'font_weight', 'owner_id'),
      ...times('created_at'),
      // Only for folders created by an app, which the platform does not have.
      app_feature_slug: () => null,
      workspace: ({ workspace_id }: FolderRow, _args: object, context) =>
        findVisibleWorkspace(workspace_id, context) ?? MAIN_WORKSPACE,
      parent: ({ parent_id }: FolderRow, _args: object, context) => findVisibleFolder(parent_id, context),
      sub_folders: (folder: FolderRow, _args: object, context) => subfoldersOf(folder, context),
      children: ({ id }: FolderRow, _args: object, context) =>
        context.database
          .all<{ id: number }>(
            "SELECT id FROM boards WHERE folder_id = ? AND state = 'active' AND type = 'board' ORDER BY id",
            id,
          )
          .flatMap((board) => findVisibleBoard(board.id, context) ?? []),
    },
    Board: {
      folder: ({ folder_id }: BoardRow, _args: object, context) => findVisibleFolder(folder_id, context),
    },
  },
};
