import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { pageBounds, type PageArgs } from '../../resolvers/index.js';
import { type BoardRow, type TeamRow, type UserRow } from '../../store/index.js';
import { requireTeams } from '../teams/team-access.js';
import { requireUsers } from '../users/user-access.js';
import { requireBoard } from './board-access.js';

export type MemberKind = 'owner' | 'subscriber';

/** Users who own the board. */
export function boardOwners({ id }: BoardRow, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>(
    `SELECT users.* FROM users JOIN board_users ON user_id = users.id AND board_users.kind = 'owner'
     WHERE board_id = ? ORDER BY users.id`,
    id,
  );
}

/** Users who are subscribed to the board, including its owners. */
export function boardSubscribers({ id }: BoardRow, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>(
    'SELECT users.* FROM users JOIN board_users ON user_id = users.id WHERE board_id = ? ORDER BY users.id',
    id,
  );
}

/** Teams that are subscribed to the board, or only those that own it. */
export function boardTeams(
  { id }: BoardRow,
  kind: MemberKind,
  page: PageArgs,
  { database }: GraphQLContext,
): TeamRow[] {
  const { limit, offset } = pageBounds(page);
  return database.all<TeamRow>(
    `SELECT teams.* FROM teams JOIN board_teams ON team_id = teams.id
     WHERE board_id = ?1 AND (?2 = 'subscriber' OR board_teams.kind = ?2) ORDER BY teams.id LIMIT ?3 OFFSET ?4`,
    id,
    kind,
    limit,
    offset,
  );
}

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
  for (const { id } of users) {
    context.database.run(
      `INSERT INTO board_users (board_id, user_id, kind) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET kind = excluded.kind`,
      board.id,
      id,
      kind,
    );
  }
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
  const ids = new Set(requireUsers(user_ids, context).map(({ id }) => id));
  const removed = boardSubscribers(board, context).filter(({ id }) => ids.has(id));
  if (!boardOwners(board, context).some(({ id }) => !ids.has(id))) {
    throw new GraphQLProblem('InvalidArgumentException', 'A board must keep an owner.');
  }
  for (const { id } of removed) {
    context.database.run('DELETE FROM board_users WHERE board_id = ? AND user_id = ?', board.id, id);
  }
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
  for (const { id } of teams) {
    context.database.run(
      `INSERT INTO board_teams (board_id, team_id, kind) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET kind = excluded.kind`,
      board.id,
      id,
      kind,
    );
  }
  if (teams.length > 0) {
    context.changed({ kind: 'teams_added', board, role: kind, teamIds: teams.map(({ id }) => id) });
  }
  return teams;
}

/** `Mutation.delete_teams_from_board` */
export function deleteTeamsFromBoard({ board_id, team_ids }: TeamsArgs, context: GraphQLContext): TeamRow[] {
  const board = requireBoard(board_id, context);
  const removed = requireTeams(team_ids, context).filter(
    ({ id }) =>
      context.database.run('DELETE FROM board_teams WHERE board_id = ? AND team_id = ?', board.id, id) > 0,
  );
  if (removed.length > 0) {
    const teamIds = removed.map(({ id }) => id);
    context.changed({ kind: 'teams_removed', board, role: 'subscriber', teamIds });
  }
  return removed;
}
