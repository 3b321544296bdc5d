import type { GraphQLContext } from '../../graphql-context.js';
import { properties, query, times, type Area } from '../../resolvers/index.js';
import { findAccount, findUser, type UserRow } from '../../store/index.js';
import { listUsers, type UsersArgs } from './list-users.js';

/** Users of the account; each sees all others. */
export const usersArea: Area = {
  name: 'users',
  resolvers: {
    Query: {
      me: query<object>('me:read', (_args, context) => findUser(context, context.userId)),
      users: query<UsersArgs>('users:read', listUsers, { unserved: ['user_kind', 'sort', 'visibility'] }),
    },
    User: {
      ...properties('id', 'name', 'email', 'kind', 'title', 'account_id', 'status', 'is_deleted'),
      ...properties('phone', 'mobile_phone', 'location', 'birthday', 'country_code', 'invitation_method'),
      ...properties('current_language', 'time_zone_identifier'),
      ...times('created_at', 'became_active_at', 'last_activity'),
      account: (_user: UserRow, _args: object, context) => findAccount(context),
      url: ({ id }: UserRow, _args: object, { account }) => `https://${account.slug}.monday.com/users/${id}`,
      // Until 2026-07; `kind` and `status` replace them.
      is_admin: ({ kind }: UserRow) => kind === 'admin',
      is_guest: ({ kind }: UserRow) => kind === 'guest',
      is_view_only: ({ kind }: UserRow) => kind === 'view_only',
      is_pending: ({ status }: UserRow) => status === 'PENDING',
      enabled: ({ status }: UserRow) => status === 'ACTIVE',
    },
  },
};

/** For fields that show a user by id; null if the account has none. */
export function userById(id: number | null, context: GraphQLContext): UserRow | null {
  return id === null ? null : (findUser(context, id) ?? null);
}
