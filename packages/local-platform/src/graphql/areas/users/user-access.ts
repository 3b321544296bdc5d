import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findUser, type UserRow } from '../../store/index.js';

/** Users of the account, each once. @throws GraphQLProblem `InvalidUserIdException` */
export function requireUsers(ids: readonly string[], context: GraphQLContext): UserRow[] {
  return [...new Set(ids)].map((id) => {
    const user = findUser(context, Number(id));
    if (user && user.is_deleted === 0) return user;
    throw new GraphQLProblem('InvalidUserIdException', `There is no user ${id} in this account.`, {
      data: { user_id: id },
    });
  });
}

/** Checks that the user is an admin. @throws GraphQLProblem `UserUnauthorizedException` */
export function requireAdmin({ user }: GraphQLContext): void {
  if (user.role === 'admin') return;
  throw new GraphQLProblem('UserUnauthorizedException', 'User unauthorized to perform action');
}
