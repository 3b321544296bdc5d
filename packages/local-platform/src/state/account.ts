/** A monday account (a company's tenant). Ids are strings of digits. */
export interface Account {
  readonly id: string;
  /** First label of the account's host name, unique. */
  readonly slug: string;
  readonly name: string;
  readonly tier: 'enterprise' | 'pro' | 'standard';
}

export type UserRole = 'admin' | 'member' | 'viewer' | 'guest';

/** A user of one account. Ids are strings of digits, unique over all accounts. */
export interface User {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: UserRole;
  readonly title: string;
}
