import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  WORKSPACE_TEAMS,
  WORKSPACE_USERS,
  type BoardRow,
  type MemberKind,
  type TeamRow,
  type UserRow,
  type WorkspaceRow,
} from '../../store/index.js';
import { checkProduct } from '../account/products.js';
import { removeBoard } from '../boards/update-board.js';
import { requireTeams } from '../teams/team-access.js';
import { requireUsers } from '../users/user-access.js';
import { requireWorkspace } from './workspace-access.js';

interface CreateArgs {
  readonly name: string;
  readonly kind: string;
  readonly description?: string | null;
  readonly account_product_id?: string | null;
}

/** `Mutation.create_workspace`; the creator is the owner. */
export function createWorkspace(
  { name, kind, description, account_product_id }: CreateArgs,
  context: GraphQLContext,
): WorkspaceRow {
  checkProduct(account_product_id, context);
  const { database, accountId, userId } = context;
  const id = database.nextId('workspaces');
  database.insert('workspaces', {
    id,
    account_id: accountId,
    name: checkName(name),
    kind,
    description: description ?? null,
    created_at: context.now(),
  });
  database.insert('workspace_users', { workspace_id: id, user_id: userId, kind: 'owner' });
  return requireWorkspace(id, context);
}

interface UpdateArgs {
  readonly id?: string | null;
  readonly attributes: {
    readonly name?: string | null;
    readonly description?: string | null;
    readonly kind?: string | null;
    readonly account_product_id?: string | null;
  };
}

/** `Mutation.update_workspace`: changes the given attributes. */
export function updateWorkspace({ id, attributes }: UpdateArgs, context: GraphQLContext): WorkspaceRow {
  const workspace = requireWorkspace(id ?? '', context);
  const { name, description, kind, account_product_id } = attributes;
  checkProduct(account_product_id, context);
  context.database.update('workspaces', ['id', workspace.id], {
    ...(typeof name === 'string' ? { name: checkName(name) } : {}),
    ...(description === undefined ? {} : { description }),
    ...(typeof kind === 'string' ? { kind } : {}),
  });
  return requireWorkspace(workspace.id, context);
}

/** `Mutation.delete_workspace`: also deletes its boards, folders and docs. */
export function deleteWorkspace(
  { workspace_id }: { readonly workspace_id: string },
  context: GraphQLContext,
): WorkspaceRow {
  const workspace = requireWorkspace(workspace_id, context);
  const { database } = context;
  const boards = database.all<BoardRow>(
    "SELECT * FROM boards WHERE workspace_id = ? AND state <> 'deleted' AND parent_board_id IS NULL",
    workspace.id,
  );
  for (const board of boards) removeBoard(board, 'deleted', context);
  database.run("UPDATE docs SET state = 'deleted' WHERE workspace_id = ?", workspace.id);
  database.run('DELETE FROM folders WHERE workspace_id = ?', workspace.id);
  database.update('workspaces', ['id', workspace.id], { state: 'deleted' });
  return { ...workspace, state: 'deleted' };
}

interface MembersArgs {
  readonly workspace_id: string;
  readonly kind?: MemberKind | null;
}

/** `Mutation.add_users_to_workspace`; an existing member gets the new kind. */
export function addUsersToWorkspace(
  { workspace_id, user_ids, kind }: MembersArgs & { readonly user_ids: readonly string[] },
  context: GraphQLContext,
): UserRow[] {
  const workspace = requireWorkspace(workspace_id, context);
  const users = requireUsers(user_ids, context);
  WORKSPACE_USERS.add(context, workspace.id, users, kind ?? 'subscriber');
  return users;
}

/** `Mutation.delete_users_from_workspace`: returns the removed users. */
export function deleteUsersFromWorkspace(
  { workspace_id, user_ids }: MembersArgs & { readonly user_ids: readonly string[] },
  context: GraphQLContext,
): UserRow[] {
  const workspace = requireWorkspace(workspace_id, context);
  return WORKSPACE_USERS.remove(context, workspace.id, requireUsers(user_ids, context));
}

/** `Mutation.add_teams_to_workspace` */
export function addTeamsToWorkspace(
  { workspace_id, team_ids, kind }: MembersArgs & { readonly team_ids: readonly string[] },
  context: GraphQLContext,
): TeamRow[] {
  const workspace = requireWorkspace(workspace_id, context);
  const teams = requireTeams(team_ids, context);
  WORKSPACE_TEAMS.add(context, workspace.id, teams, kind ?? 'subscriber');
  return teams;
}

/** `Mutation.delete_teams_from_workspace`: returns the removed teams. */
export function deleteTeamsFromWorkspace(
  { workspace_id, team_ids }: MembersArgs & { readonly team_ids: readonly string[] },
  context: GraphQLContext,
): TeamRow[] {
  const workspace = requireWorkspace(workspace_id, context);
  return WORKSPACE_TEAMS.remove(context, workspace.id, requireTeams(team_ids, context));
}

function checkName(name: string): string {
  if (name.trim() !== '') return name;
  throw new GraphQLProblem('InvalidArgumentException', 'A workspace has a name.');
}
