import { type Scope } from 'monday-persistence/configuration';

/** Description of each scope on the consent page. */
export const SCOPE_TEXTS: Readonly<Record<Scope, string>> = {
  'account:read': 'See general information about the account',
  'assets:read': 'See the files that the user can see',
  'boards:read': 'See boards and their items',
  'boards:write': 'Change boards and their items',
  'departments:read': 'See departments',
  'departments:write': 'Change departments',
  'docs:read': 'See docs',
  'docs:write': 'Change docs',
  'me:read': 'See the user’s own profile',
  'notifications:write': 'Send notifications for the user',
  'tags:read': 'See tags',
  'teams:read': 'See teams',
  'teams:write': 'Change teams',
  'updates:read': 'See updates and replies',
  'updates:write': 'Post updates for the user',
  'users:read': 'See the profiles of the account’s users',
  'users:write': 'Change the account’s users',
  'webhooks:read': 'See webhooks',
  'webhooks:write': 'Create webhooks',
  'workspaces:read': 'See workspaces',
  'workspaces:write': 'Change workspaces',
};
