import { type MondayIdentity } from '../monday/client/index.js';

/** What a user is in their monday account, as it was at the login. */
export const ROLES = ['admin', 'member', 'viewer', 'guest'] as const;
export type Role = (typeof ROLES)[number];

export function roleOf(identity: Pick<MondayIdentity, 'isAdmin' | 'isGuest' | 'isViewOnly'>): Role {
  if (identity.isGuest) return 'guest';
  if (identity.isViewOnly) return 'viewer';
  return identity.isAdmin ? 'admin' : 'member';
}
