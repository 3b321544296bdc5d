import { type Scope } from '../config/index.js';

/**
 * What the app asks of monday's API, by scope (docs/monday-platform.md#oauth-scopes). Keep it true for the features of yours: `doctor` and
 * the guide to the Developer Center go by it.
 */
export const NEEDED_SCOPES: Readonly<Partial<Record<Scope, string>>> = {
  'me:read': 'the login asks who the user is',
  'account:read': 'the login asks for the account of the user',
  'boards:read': 'GET /monday/boards reads boards and items',
  'boards:write': 'the action change-last-item-status writes an item',
};
