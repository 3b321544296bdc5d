import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  BOARD_TEAMS,
  BOARD_USERS,
  type BoardRow,
  type MemberKind,
  type TeamRow,
  type UserRow,
} from '../../store/index.js';
import { requireTeams } from '../teams/team-access.js';
import { requireUsers } from '../users/user-access.js';
import { requireBoard } from './board-access.js';

interface UsersArgs {
  readonly board_id: string;
  readonly user_ids: readonly string[];
  readonly kind?: MemberKind | null;
}

/** `Mutation.add_users_to_board`; an existing subscriber gets the new kind. */
export function addUsersToBoard({ board_id, user_ids, kind }: UsersArgs, context: GraphQLContext): UserRow[] {
  const board = requireBoard(board_id, context);
  return addUsers(board, user_ids, kind ?? 'subscriber', context);
}

/** Subscribes users of the account and reports it. @throws GraphQLProblem `InvalidUserIdException` */
export function addUsers(
  board: BoardRow,
  ids: readonly string[],
  kind: MemberKind,
  context: GraphQLContext,
): UserRow[] {
  const users = requireUsers(ids, context);
  BOARD_USERS.add(context, board.id, users, kind);
  if (users.length > 0) {
    context.changed({ kind: 'people_added', board, role: kind, userIds: users.map(({ id }) => id) });
  }
  return users;
}

/** `Mutation.delete_subscribers_from_board`: returns the removed users. The last owner of a board cannot be removed. */
export function deleteSubscribersFromBoard(
  { board_id, user_ids }: UsersArgs,
  context: GraphQLContext,
): UserRow[] {
  const board = requireBoard(board_id, context);
  const users = requireUsers(user_ids, context);
  const ids = new Set(users.map(({ id }) => id));
  if (!BOARD_USERS.find(context, board.id, 'owner').some(({ id }) => !ids.has(id))) {
    throw new GraphQLProblem('InvalidArgumentException', 'A board must keep an owner.');
  }
  const removed = BOARD_USERS.remove(context, board.id, users);
  if (removed.length > 0) {
    const userIds = removed.map(({ id }) => id);
    context.changed({ kind: 'people_removed', board, role: 'subscriber', userIds });
  }
  return removed;
}

interface TeamsArgs {
  readonly board_id: string;
  readonly team_ids: readonly string[];
  readonly kind?: MemberKind | null;
}

/** `Mutation.add_teams_to_board` */
export function addTeamsToBoard({ board_id, team_ids, kind }: TeamsArgs, context: GraphQLContext): TeamRow[] {
  const board = requireBoard(board_id, context);
  return addTeams(board, team_ids, kind ?? 'subscriber', context);
}

/** Subscribes teams of the account. @throws GraphQLProblem */
export function addTeams(
  board: BoardRow,
  ids: readonly string[],
  kind: MemberKind,
  context: GraphQLContext,
): TeamRow[] {
  const teams = requireTeams(ids, context);
  BOARD_TEAMS.add(context, board.id, teams, kind);
  if (teams.length > 0) {
    context.changed({ kind: 'teams_added', board, role: kind, teamIds: teams.map(({ id }) => id) });
  }
  return teams;
}

/** `Mutation.delete_teams_from_board` */
export function deleteTeamsFromBoard({ board_id, team_ids }: TeamsArgs, context: GraphQLContext): TeamRow[] {
  const board = requireBoard(board_id, context);
  const removed = BOARD_TEAMS.remove(context, board.id, requireTeams(team_ids, context));
  if (removed.length > 0) {
    const teamIds = removed.map(({ id }) => id);
    context.changed({ kind: 'teams_removed', board, role: 'subscriber', teamIds });
  }
  return removed;
}
