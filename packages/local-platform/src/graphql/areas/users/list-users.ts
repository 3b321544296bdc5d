import type { GraphQLContext } from '../../graphql-context.js';
import { usersOf, type UserRow } from '../../store/index.js';
import { pageOf } from '../../resolvers/index.js';

export interface UsersArgs {
  readonly ids?: readonly string[] | null;
  readonly emails?: readonly (string | null)[] | null;
  readonly name?: string | null;
  readonly kind?: 'all' | 'guests' | 'non_guests' | 'non_pending' | null;
  readonly status?: readonly string[] | null;
  readonly non_active?: boolean | null;
  readonly newest_first?: boolean | null;
  readonly limit?: number | null;
  readonly page?: number | null;
}

const MAX_USERS = 200;

/** The users that every given condition fits; without one of `status`, `non_active` only those who are active or invited. */
export function listUsers(args: UsersArgs, context: GraphQLContext): UserRow[] {
  const found = usersOf(context).filter((user) => fits(user, args));
  if (args.newest_first) found.reverse();
  return pageOf(found, { limit: Math.min(args.limit ?? MAX_USERS, MAX_USERS), page: args.page });
}

function fits(user: UserRow, { ids, emails, name, kind, status, non_active }: UsersArgs): boolean {
  return (
    (ids?.includes(String(user.id)) ?? true) &&
    (emails?.includes(user.email) ?? true) &&
    user.name.toLowerCase().includes(name?.toLowerCase() ?? '') &&
    isOfKind(user, kind ?? 'all') &&
    (status?.includes(user.status) ?? (user.status === 'INACTIVE') === (non_active ?? false))
  );
}

function isOfKind(user: UserRow, kind: NonNullable<UsersArgs['kind']>): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'guests':
      return user.kind === 'guest';
    case 'non_guests':
      return user.kind !== 'guest';
    case 'non_pending':
      return user.status !== 'PENDING';
  }
}
