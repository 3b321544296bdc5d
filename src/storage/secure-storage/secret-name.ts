import { type CallerContext } from '../../caller/index.js';

/** Prefix of the names of all values. */
export const NAME_PREFIX = 'secure-storage/';

/**
 * The full name of a caller's value. Account and user are encoded, so that they contain no `/`, and the key comes last.
 * Names of different callers therefore never collide.
 */
export function secretName({ accountId, userId }: CallerContext, key: string): string {
  return `${accountSecretsPrefix(accountId)}${encodeURIComponent(userId)}/${key}`;
}

/** Prefix of the names of all values of an account. */
export function accountSecretsPrefix(accountId: string): string {
  return `${NAME_PREFIX}${encodeURIComponent(accountId)}/`;
}

/** The encoded account in a name. */
export function accountOfName(name: string): string {
  return name.slice(NAME_PREFIX.length, name.indexOf('/', NAME_PREFIX.length));
}
