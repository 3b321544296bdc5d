import { isoTime, mutation, pageOf, properties, query, type Area } from '../../resolvers/index.js';
import { type TeamRow, type UserRow } from '../../store/index.js';
import { fits, type UsersArgs } from '../users/list-users.js';
import {
  addUsersToTeam,
  changeTeamOwners,
  createTeam,
  deleteTeam,
  removeUsersFromTeam,
} from './change-teams.js';
import { membersOf, ownersOf, teamsOf, teamsOfUser } from './team-access.js';

interface IdsArgs {
  readonly ids?: readonly string[] | null;
}

const MAX_MEMBERS = 10_000;

/** Teams of the account, their members and owners. */
export const teamsArea: Area = {
  name: 'teams',
  resolvers: {
    Query: {
      teams: query<IdsArgs>('teams:read', ({ ids }, context) => byIds(teamsOf(context), ids)),
    },
    Mutation: {
      create_team: mutation('teams:write', createTeam),
      delete_team: mutation('teams:write', deleteTeam),
      add_users_to_team: mutation('teams:write', addUsersToTeam),
      remove_users_from_team: mutation('teams:write', removeUsersFromTeam),
      assign_team_owners: mutation('teams:write', changeTeamOwners(true)),
      remove_team_owners: mutation('teams:write', changeTeamOwners(false)),
    },
    Team: {
      ...properties('id', 'name', 'picture_url'),
      is_guest: ({ is_guest }: TeamRow) => is_guest === 1,
      created_at: ({ created_at }: TeamRow) => isoTime(created_at),
      owners: (team: TeamRow, { ids }: IdsArgs, context) => byIds(ownersOf(team, context), ids),
      users: (team: TeamRow, args: UsersArgs, context) => {
        const found = membersOf(team, context).filter((user) => fits(user, args));
        if (args.newest_first) found.reverse();
        return pageOf(found, { limit: args.limit ?? MAX_MEMBERS, page: args.page });
      },
    },
    User: {
      teams: (user: UserRow, { ids }: IdsArgs, context) => byIds(teamsOfUser(user, context), ids),
    },
    ChangeTeamMembershipsResult: properties('successful_users', 'failed_users'),
    AssignTeamOwnersResult: properties('team', 'errors'),
    AssignTeamOwnersError: properties('user_id', 'code', 'message'),
    RemoveTeamOwnersResult: properties('team', 'errors'),
    RemoveTeamOwnersError: properties('user_id', 'code', 'message'),
  },
};

function byIds<Row extends { readonly id: number }>(
  rows: readonly Row[],
  ids: readonly string[] | null | undefined,
): Row[] {
  return rows.filter(({ id }) => ids?.includes(String(id)) ?? true);
}
