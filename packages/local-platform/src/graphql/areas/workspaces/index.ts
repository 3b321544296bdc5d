import { type GraphQLContext } from '../../graphql-context.js';
import {
  mutation,
  pageBounds,
  properties,
  query,
  times,
  type Area,
  type PageArgs,
} from '../../resolvers/index.js';
import { type BoardRow, type TeamRow, type UserRow, type WorkspaceRow } from '../../store/index.js';
import { productsOf } from '../account/products.js';
import {
  addTeamsToWorkspace,
  addUsersToWorkspace,
  createWorkspace,
  deleteTeamsFromWorkspace,
  deleteUsersFromWorkspace,
  deleteWorkspace,
  updateWorkspace,
} from './change-workspaces.js';
import { findVisibleWorkspace, listWorkspaces, type MAIN_WORKSPACE } from './workspace-access.js';

type Workspace = WorkspaceRow | typeof MAIN_WORKSPACE;

/** Workspaces and their members. */
export const workspacesArea: Area = {
  name: 'workspaces',
  resolvers: {
    Query: { workspaces: query('workspaces:read', listWorkspaces) },
    Mutation: {
      create_workspace: mutation('workspaces:write', createWorkspace),
      update_workspace: mutation('workspaces:write', updateWorkspace),
      delete_workspace: mutation('workspaces:write', deleteWorkspace),
      add_users_to_workspace: mutation('workspaces:write', addUsersToWorkspace),
      delete_users_from_workspace: mutation('workspaces:write', deleteUsersFromWorkspace),
      add_teams_to_workspace: mutation('workspaces:write', addTeamsToWorkspace),
      delete_teams_from_workspace: mutation('workspaces:write', deleteTeamsFromWorkspace),
    },
    Workspace: {
      ...properties('id', 'name', 'description', 'kind', 'state'),
      ...times('created_at'),
      is_default_workspace: ({ id }: Workspace) => id === null,
      account_product: (_workspace: Workspace, _args: object, context) => productsOf(context)[0],
      settings: ({ settings }: Workspace) =>
        settings === null ? { icon: null } : (JSON.parse(settings) as unknown),
      owners_subscribers: (workspace: Workspace, args: PageArgs, context) =>
        usersOfWorkspace(workspace, 'owner', args, context),
      users_subscribers: (workspace: Workspace, args: PageArgs, context) =>
        usersOfWorkspace(workspace, 'subscriber', args, context),
      team_owners_subscribers: (workspace: Workspace, args: PageArgs, context) =>
        teamsOfWorkspace(workspace, 'owner', args, context),
      teams_subscribers: (workspace: Workspace, args: PageArgs, context) =>
        teamsOfWorkspace(workspace, 'subscriber', args, context),
    },
    WorkspaceSettings: properties('icon'),
    WorkspaceIcon: properties('color', 'image'),
    Board: {
      // Null for the main workspace (docs/monday-platform.md#boards-groups-folders-and-docs).
      workspace: ({ workspace_id }: BoardRow, _args: object, context) =>
        findVisibleWorkspace(workspace_id, context) ?? null,
    },
  },
};

/** Members of a workspace. In the main workspace, everyone who may see it is a member, and it has no owner. */
function usersOfWorkspace(
  { id }: Workspace,
  kind: 'owner' | 'subscriber',
  page: PageArgs,
  { database, accountId }: GraphQLContext,
): UserRow[] {
  const { limit, offset } = pageBounds(page);
  if (id === null) {
    if (kind === 'owner') return [];
    return database.all<UserRow>(
      "SELECT * FROM users WHERE account_id = ? AND kind <> 'guest' AND is_deleted = 0 ORDER BY id LIMIT ? OFFSET ?",
      accountId,
      limit,
      offset,
    );
  }
  return database.all<UserRow>(
    `SELECT users.* FROM users JOIN workspace_users ON user_id = users.id
     WHERE workspace_id = ?1 AND (?2 = 'subscriber' OR workspace_users.kind = ?2)
     ORDER BY users.id LIMIT ?3 OFFSET ?4`,
    id,
    kind,
    limit,
    offset,
  );
}

function teamsOfWorkspace(
  { id }: Workspace,
  kind: 'owner' | 'subscriber',
  page: PageArgs,
  { database }: GraphQLContext,
): TeamRow[] {
  const { limit, offset } = pageBounds(page);
  return database.all<TeamRow>(
    `SELECT teams.* FROM teams JOIN workspace_teams ON team_id = teams.id
     WHERE workspace_id = ?1 AND (?2 = 'subscriber' OR workspace_teams.kind = ?2)
     ORDER BY teams.id LIMIT ?3 OFFSET ?4`,
    id,
    kind,
    limit,
    offset,
  );
}
