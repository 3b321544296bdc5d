import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { type TeamRow, type UserRow } from '../../store/index.js';

/** Teams of the account, oldest first. */
export function teamsOf({ database, accountId }: GraphQLContext): TeamRow[] {
  return database.all<TeamRow>('SELECT * FROM teams WHERE account_id = ? ORDER BY id', accountId);
}

/** Teams of the account, each once. @throws GraphQLProblem */
export function requireTeams(ids: readonly string[], context: GraphQLContext): TeamRow[] {
  const { database, accountId } = context;
  return [...new Set(ids)].map((id) => {
    const team = database.get<TeamRow>(
      'SELECT * FROM teams WHERE id = ? AND account_id = ?',
      Number(id),
      accountId,
    );
    if (team) return team;
    throw new GraphQLProblem('ResourceNotFoundException', 'Team not found', {
      data: { resource_type: 'team', resource_id: id },
    });
  });
}

/** @throws GraphQLProblem */
export function requireTeam(id: string, context: GraphQLContext): TeamRow {
  const [team] = requireTeams([id], context);
  if (!team) throw new Error('a required team is missing');
  return team;
}

/** The members of a team. */
export function membersOf({ id }: TeamRow, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>(
    'SELECT users.* FROM users JOIN team_members ON user_id = users.id WHERE team_id = ? ORDER BY users.id',
    id,
  );
}

/** The owners of a team. */
export function ownersOf({ id }: TeamRow, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>(
    `SELECT users.* FROM users JOIN team_members ON user_id = users.id
     WHERE team_id = ? AND is_owner = 1 ORDER BY users.id`,
    id,
  );
}

/** The teams that a user belongs to. */
export function teamsOfUser({ id }: UserRow, { database }: GraphQLContext): TeamRow[] {
  return database.all<TeamRow>(
    'SELECT teams.* FROM teams JOIN team_members ON team_id = teams.id WHERE user_id = ? ORDER BY teams.id',
    id,
  );
}
