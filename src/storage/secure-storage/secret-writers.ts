import { type CallerContext } from '../../caller/index.js';

/** Who may write a value of the account: its admins, or its members too. Viewers and guests never write. */
export type SecretWriters = 'admins' | 'members';

export const WRITERS: readonly string[] = ['admins', 'members'] satisfies SecretWriters[];

/**
 * Whether the caller may write. Jobs and events are work of the app itself, so the app decides. A block runs for a member
 * whose role is unknown.
 */
export function mayWrite({ kind, role }: CallerContext, writers: SecretWriters): boolean {
  switch (kind) {
    case 'job':
    case 'event':
      return true;
    case 'block':
      return writers === 'members';
    case 'user':
    case 'view':
      return role === 'admin' || (role === 'member' && writers === 'members');
  }
}
