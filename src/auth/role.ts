import { type MondayIdentity } from '../monday/client/index.js';

/** The user's role in their monday account at the time of the login. */
export const ROLES = ['admin', 'member', 'viewer', 'guest'] as const;
export type Role = (typeof ROLES)[number];

export function roleOf(identity: Pick<MondayIdentity, 'isAdmin' | 'isGuest' | 'isViewOnly'>): Role {
  if (identity.isGuest) return 'guest';
  if (identity.isViewOnly) return 'viewer';
  return identity.isAdmin ? 'admin' : 'member';
}
