import { type Scope } from '../config/index.js';

/**
 * What the framework itself needs of monday's API, each scope with the reason (docs/monday-platform.md#oauth-scopes).
 * Features declare theirs with `@Feature({ scopes })`.
 */
export const FRAMEWORK_SCOPES: Readonly<Partial<Record<Scope, string>>> = {
  'me:read': 'the login requests the identity of the user',
  'account:read': 'the login requests the account of the user',
  'boards:read': 'GET /monday/boards reads boards and items',
};
