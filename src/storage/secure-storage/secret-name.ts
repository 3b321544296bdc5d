import { type CallerContext } from '../../caller/index.js';

/** What the names of all values begin with. */
export const NAME_PREFIX = 'secure-storage/';

/**
 * The whole name of a caller's value. Account and user are encoded, so that neither has a `/`, and the key comes last:
 * two callers never make the same name, whatever key they choose.
 */
export function secretName({ accountId, userId }: CallerContext, key: string): string {
  return `${accountSecretsPrefix(accountId)}${encodeURIComponent(userId)}/${key}`;
}

/** What the names of all values of an account begin with. */
export function accountSecretsPrefix(accountId: string): string {
  return `${NAME_PREFIX}${encodeURIComponent(accountId)}/`;
}

/** The account in a name, as it stands there. */
export function accountOfName(name: string): string {
  return name.slice(NAME_PREFIX.length, name.indexOf('/', NAME_PREFIX.length));
}
