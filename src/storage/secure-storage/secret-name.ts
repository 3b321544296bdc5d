import { type CallerContext } from '../../caller/index.js';

/** Prefix of the names of all values. */
export const NAME_PREFIX = 'secure-storage/';

/** Instead of a user in the name of a value of the account; encoded users have no `@`. */
const ACCOUNT = '@account';

/**
 * The full name of a caller's value. Account and user are encoded, so that they contain no `/`, and the key comes last.
 * Names of different callers therefore never collide.
 */
export function secretName({ accountId, userId }: CallerContext, key: string): string {
  return `${accountSecretsPrefix(accountId)}${encodeURIComponent(userId)}/${key}`;
}

/** The full name of a value of the caller's account. */
export function sharedSecretName({ accountId }: CallerContext, key: string): string {
  return `${accountSecretsPrefix(accountId)}${ACCOUNT}/${key}`;
}

/** The user in a name after the prefix of the account; `undefined` for a value of the account. */
export function userOfName(suffix: string): string | undefined {
  const user = suffix.slice(0, suffix.indexOf('/'));
  return user === ACCOUNT ? undefined : decodeURIComponent(user);
}

/** Prefix of the names of all values of an account. */
export function accountSecretsPrefix(accountId: string): string {
  return `${NAME_PREFIX}${encodeURIComponent(accountId)}/`;
}

/** The encoded account in a name. */
export function accountOfName(name: string): string {
  return name.slice(NAME_PREFIX.length, name.indexOf('/', NAME_PREFIX.length));
}
