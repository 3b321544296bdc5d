/** Every scope that an app of monday can have (docs/monday-platform.md#oauth-scopes). */
export const SCOPES = [
  'account:read',
  'assets:read',
  'boards:read',
  'boards:write',
  'departments:read',
  'departments:write',
  'docs:read',
  'docs:write',
  'me:read',
  'notifications:write',
  'tags:read',
  'teams:read',
  'teams:write',
  'updates:read',
  'updates:write',
  'users:read',
  'users:write',
  'webhooks:read',
  'webhooks:write',
  'workspaces:read',
  'workspaces:write',
] as const;

export type Scope = (typeof SCOPES)[number];
