import { type GraphQLContext } from '../../graphql-context.js';
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
  readonly user_kind?: {
    readonly in?: readonly string[] | null;
    readonly not_in?: readonly string[] | null;
  } | null;
  readonly sort?: readonly { readonly field: 'CREATED_AT'; readonly direction: 'ASC' | 'DESC' }[] | null;
  readonly limit?: number | null;
  readonly page?: number | null;
}

const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 1000;

/** The users who match all given conditions; without `status` and `non_active`, only active and invited users. */
export function listUsers(args: UsersArgs, context: GraphQLContext): UserRow[] {
  const found = usersOf(context).filter((user) => fits(user, args));
  const [order] = args.sort ?? [];
  if (order) found.sort((a, b) => a.created_at - b.created_at || a.id - b.id);
  if (args.newest_first || order?.direction === 'DESC') found.reverse();
  return pageOf(found, { limit: Math.min(args.limit ?? DEFAULT_LIMIT, MAX_LIMIT), page: args.page });
}

/** Whether a user matches all given conditions. */
export function fits(
  user: UserRow,
  { ids, emails, name, kind, status, non_active, user_kind }: UsersArgs,
): boolean {
  const kindName = user.kind.toUpperCase();
  return (
    (ids?.includes(String(user.id)) ?? true) &&
    (emails?.includes(user.email) ?? true) &&
    user.name.toLowerCase().includes(name?.toLowerCase() ?? '') &&
    isOfKind(user, kind ?? 'all') &&
    (user_kind?.in?.includes(kindName) ?? true) &&
    !user_kind?.not_in?.includes(kindName) &&
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
