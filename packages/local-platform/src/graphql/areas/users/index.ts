import { type GraphQLContext } from '../../graphql-context.js';
import { isoTime, mutation, properties, query, type Area } from '../../resolvers/index.js';
import { findUser, type UserRow } from '../../store/index.js';
import { ACTIVITY_LOG_TYPE } from '../boards/activity-logs.js';
import {
  activateUsers,
  deactivateUsers,
  inviteUsers,
  updateEmailDomain,
  updateMultipleUsers,
  updateUsersRole,
} from './change-users.js';
import { changeDirectory, directoryKind, listDirectory, skillsOf } from './directory.js';
import { listUsers, type UsersArgs } from './list-users.js';
import { configOf, ROLES, USER_FIELDS } from './user-fields.js';

/** Users of the account. Every user may see all others. */
export const usersArea: Area = {
  name: 'users',
  unserved: [
    'User.activity_logs(correlation_ids:)',
    'UserAttributesInput.join_date',
    'UserAttributesInput.department',
    'Product.crm',
    'Product.dev',
    'Product.service',
    'Product.whiteboard',
    'Product.knowledge',
    'Product.forms',
    'Product.workflows',
    'Query.users(visibility:)',
    'Query.user_configs(visibility:)',
    'Query.user_configs(behaviors:)',
    'Mutation.update_users_role(role_id:)',
  ],
  withoutEffect: {
    'UsersSortInput.field': 'There is one field to sort by.',
    'Mutation.invite_users(product:)': 'The account has one product.',
    'Mutation.update_multiple_users(use_async_mode:)': 'Every change is done before the answer.',
    'Mutation.update_multiple_users(bypass_confirmation_for_claimed_domains:)':
      'No address is confirmed by mail.',
  },
  resolvers: {
    Query: {
      me: query<object>('me:read', (_args, context) => findUser(context, context.userId)),
      users: query<UsersArgs>('users:read', listUsers),
      get_directory_resources: query('users:read', listDirectory),
      account_roles: query('users:read', () => ROLES),
      user_configs: query<{ readonly kinds?: readonly string[] | null }>('users:read', ({ kinds }) =>
        ROLES.filter(({ kind }) => kinds?.includes(kind) ?? true).map(({ kind }) => configOf(kind)),
      ),
    },
    Mutation: {
      update_directory_resources_attributes: mutation('users:write', changeDirectory),
      activate_users: mutation('users:write', activateUsers),
      deactivate_users: mutation('users:write', deactivateUsers),
      update_users_role: mutation('users:write', updateUsersRole),
      update_multiple_users: mutation('users:write', updateMultipleUsers),
      update_email_domain: mutation('users:write', updateEmailDomain),
      invite_users: mutation('users:write', inviteUsers),
    },
    User: USER_FIELDS,
    UserActivityLogsPage: properties('logs', 'cursor'),
    ActivityLog: {
      ...ACTIVITY_LOG_TYPE,
      // INFER: the platform has no ids that group changes.
      correlation_id: () => null,
    },
    UserConfig: properties('kind', 'role_id', 'visibility', 'behaviors', 'group'),
    AccountRole: properties('id', 'name', 'roleType'),
    DirectoryResourcesResponse: properties('id', 'resources', 'cursor'),
    DirectoryResource: {
      ...properties('id', 'name', 'email', 'location'),
      job_role: ({ title }: UserRow) => title || null,
      skills: skillsOf,
      resource_type: directoryKind,
    },
    UpdateDirectoryResourceAttributesResponse: properties('success'),
    PhotoUrl: properties('original', 'small', 'thumb', 'thumb_small', 'tiny'),
    OutOfOffice: {
      ...properties('active', 'disable_notifications', 'type'),
      start_date: ({ start_date }: { start_date?: number | null }) => isoTime(start_date),
      end_date: ({ end_date }: { end_date?: number | null }) => isoTime(end_date),
    },
    ActivateUsersResult: properties('activated_users', 'errors'),
    ActivateUsersError: properties('user_id', 'code', 'message'),
    DeactivateUsersResult: properties('deactivated_users', 'errors'),
    DeactivateUsersError: properties('user_id', 'code', 'message'),
    UpdateUsersRoleResult: properties('updated_users', 'errors'),
    UpdateUsersRoleError: properties('user_id', 'code', 'message'),
    UpdateUserAttributesResult: properties('updated_users', 'errors'),
    UpdateUserAttributesError: properties('user_id', 'code', 'message'),
    UpdateEmailDomainResult: properties('updated_users', 'errors'),
    UpdateEmailDomainError: properties('user_id', 'code', 'message'),
    InviteUsersResult: properties('invited_users', 'errors'),
    InviteUsersError: properties('email', 'code', 'message'),
  },
};

/** Resolves a user by id; null if the account has no such user. */
export function userById(id: number | null, context: GraphQLContext): UserRow | null {
  return id === null ? null : (findUser(context, id) ?? null);
}
