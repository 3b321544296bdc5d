import type { User } from '../../state/index.js';
import type { GraphQLContext } from '../graphql-context.js';

/** A user as `me` and `users` show them; which of the fields can be asked for depends on the version. */
export function userNode(user: User): object {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    title: user.title,
    kind: user.role === 'viewer' ? 'view_only' : user.role,
    account_id: user.accountId,
    is_admin: user.role === 'admin',
    is_guest: false,
    is_view_only: user.role === 'viewer',
    is_pending: false,
    enabled: true,
    account: (_args: unknown, context: GraphQLContext) => accountNode(context),
    url: (_args: unknown, { account }: GraphQLContext) =>
      `https://${account.slug}.monday.com/users/${user.id}`,
  };
}

export function accountNode({ account }: GraphQLContext): object {
  return { ...account, country_code: 'SE' };
}
