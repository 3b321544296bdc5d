import { type Reader } from './reader.js';
import { type AccountRow, type UserRow } from './rows.js';

export function findAccount(reader: Reader): AccountRow | undefined {
  return reader.once('account', () =>
    reader.database.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', reader.accountId),
  );
}

/** A user of the account in any state. */
export function findUser(reader: Reader, id: number): UserRow | undefined {
  return reader.once(`user ${id}`, () =>
    reader.database.get<UserRow>('SELECT * FROM users WHERE id = ? AND account_id = ?', id, reader.accountId),
  );
}

/** Users of the account, oldest first. */
export function usersOf({ database, accountId }: Reader): UserRow[] {
  return database.all<UserRow>(
    'SELECT * FROM users WHERE account_id = ? AND is_deleted = 0 ORDER BY id',
    accountId,
  );
}
