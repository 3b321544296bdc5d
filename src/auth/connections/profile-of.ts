import { type MondayIdentity } from '../../monday/client/index.js';
import { roleOf } from '../role.js';
import { type ConnectionProfile } from './connection.js';

/** The profile of a user whom monday identified. */
export function profileOf(identity: MondayIdentity): ConnectionProfile {
  const { name, email, account } = identity;
  return { name, email, role: roleOf(identity), account: { slug: account.slug, name: account.name } };
}
