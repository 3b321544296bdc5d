import { type Connection } from './connection.js';

/** The public view of a user. */
export interface UserView {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly account: { readonly id: string; readonly slug?: string; readonly name?: string };
}

export function userViewOf({ accountId, userId, profile }: Connection): UserView {
  const { name, email, account } = profile;
  return { id: userId, name, email, account: { id: accountId, slug: account.slug, name: account.name } };
}
