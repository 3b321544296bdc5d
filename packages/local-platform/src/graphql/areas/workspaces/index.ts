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
import {
  WORKSPACE_TEAMS,
  WORKSPACE_USERS,
  type BoardRow,
  type MemberKind,
  type TeamRow,
  type UserRow,
  type WorkspaceRow,
} from '../../store/index.js';
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
  kind: MemberKind,
  page: PageArgs,
  context: GraphQLContext,
): UserRow[] {
  const { limit, offset } = pageBounds(page);
  if (id === null) {
    if (kind === 'owner') return [];
    return context.database.all<UserRow>(
      "SELECT * FROM users WHERE account_id = ? AND kind <> 'guest' AND is_deleted = 0 ORDER BY id LIMIT ? OFFSET ?",
      context.accountId,
      limit,
      offset,
    );
  }
  return WORKSPACE_USERS.find(context, id, kind, { limit, offset });
}

/** The main workspace has no teams. */
function teamsOfWorkspace(
  { id }: Workspace,
  kind: MemberKind,
  page: PageArgs,
  context: GraphQLContext,
): TeamRow[] {
  return id === null ? [] : WORKSPACE_TEAMS.find(context, id, kind, pageBounds(page));
}
