import { type Role } from '../caller/index.js';
import { type MondayIdentity } from '../monday/client/index.js';

export { ROLES, type Role } from '../caller/index.js';

export function roleOf(identity: Pick<MondayIdentity, 'isAdmin' | 'isGuest' | 'isViewOnly'>): Role {
  if (identity.isGuest) return 'guest';
  if (identity.isViewOnly) return 'viewer';
  return identity.isAdmin ? 'admin' : 'member';
}
