import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findUser, type TeamRow, type UserRow } from '../../store/index.js';
import { requireUsers } from '../users/user-access.js';
import { membersOf, requireTeam } from './team-access.js';

interface CreateArgs {
  readonly input: {
    readonly name: string;
    readonly is_guest_team?: boolean | null;
    readonly parent_team_id?: string | null;
    readonly subscriber_ids?: readonly string[] | null;
  };
  readonly options?: { readonly allow_empty_team?: boolean | null } | null;
}

/** `Mutation.create_team` */
export function createTeam({ input, options }: CreateArgs, context: GraphQLContext): TeamRow {
  const { database, accountId } = context;
  if (input.name.trim() === '') throw invalid('A team has a name.');
  const members = requireUsers(input.subscriber_ids ?? [], context);
  if (members.length === 0 && !options?.allow_empty_team) {
    throw invalid('A team has members, unless options.allow_empty_team says otherwise.');
  }
  const parent = input.parent_team_id ? requireTeam(input.parent_team_id, context) : undefined;
  const id = database.nextId('teams');
  database.insert('teams', {
    id,
    account_id: accountId,
    name: input.name,
    is_guest: input.is_guest_team ? 1 : 0,
    parent_team_id: parent?.id ?? null,
    created_at: context.now(),
  });
  for (const user of members) database.insert('team_members', { team_id: id, user_id: user.id });
  return requireTeam(String(id), context);
}

/** `Mutation.delete_team` */
export function deleteTeam({ team_id }: { readonly team_id: string }, context: GraphQLContext): TeamRow {
  const team = requireTeam(team_id, context);
  context.database.run('UPDATE teams SET parent_team_id = NULL WHERE parent_team_id = ?', team.id);
  for (const table of ['board_teams', 'workspace_teams']) {
    context.database.run(`DELETE FROM ${table} WHERE team_id = ?`, team.id);
  }
  context.database.run('DELETE FROM teams WHERE id = ?', team.id);
  return team;
}

interface MembersArgs {
  readonly team_id: string;
  readonly user_ids: readonly string[];
}

interface Memberships {
  readonly successful_users: readonly UserRow[];
  readonly failed_users: readonly UserRow[];
}

/** `Mutation.add_users_to_team`; users who are already members are unchanged. */
export function addUsersToTeam({ team_id, user_ids }: MembersArgs, context: GraphQLContext): Memberships {
  const team = requireTeam(team_id, context);
  const users = requireUsers(user_ids, context);
  for (const { id } of users) {
    context.database.run('INSERT OR IGNORE INTO team_members (team_id, user_id) VALUES (?, ?)', team.id, id);
  }
  return { successful_users: users, failed_users: [] };
}

/** `Mutation.remove_users_from_team`; users who are not members are listed as failed. */
export function removeUsersFromTeam(
  { team_id, user_ids }: MembersArgs,
  context: GraphQLContext,
): Memberships {
  const team = requireTeam(team_id, context);
  const removed = requireUsers(user_ids, context).map((user) => ({
    user,
    wasMember:
      context.database.run('DELETE FROM team_members WHERE team_id = ? AND user_id = ?', team.id, user.id) >
      0,
  }));
  const usersOf = (wanted: boolean): UserRow[] =>
    removed.filter(({ wasMember }) => wasMember === wanted).map(({ user }) => user);
  return { successful_users: usersOf(true), failed_users: usersOf(false) };
}

interface OwnersResult {
  readonly team: TeamRow;
  readonly errors: readonly { user_id: string; code: string; message: string }[];
}

/** `Mutation.assign_team_owners` and `remove_team_owners`; users who cannot be owners are listed as errors. */
export function changeTeamOwners(isOwner: boolean) {
  return ({ team_id, user_ids }: MembersArgs, context: GraphQLContext): OwnersResult => {
    const team = requireTeam(team_id, context);
    const members = new Set(membersOf(team, context).map(({ id }) => id));
    const errors = [...new Set(user_ids)].flatMap((id) => {
      const problem = ownerProblem(findUser(context, Number(id)), members);
      if (problem) return { user_id: id, ...problem };
      context.database.run(
        'UPDATE team_members SET is_owner = ? WHERE team_id = ? AND user_id = ?',
        isOwner ? 1 : 0,
        team.id,
        Number(id),
      );
      return [];
    });
    return { team, errors };
  };
}

function ownerProblem(
  user: UserRow | undefined,
  members: ReadonlySet<number>,
): { code: string; message: string } | undefined {
  if (!user) return { code: 'USER_NOT_FOUND', message: 'User not found' };
  if (!members.has(user.id)) {
    return { code: 'USER_NOT_MEMBER_OF_TEAM', message: 'The user is no member of the team' };
  }
  if (user.kind === 'guest' || user.kind === 'view_only') {
    return { code: 'VIEWERS_OR_GUESTS', message: 'Viewers and guests cannot own a team' };
  }
  return undefined;
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
