import type { PlatformDatabase } from '../../database/index.js';
import type { AccountRow, UserRow } from './rows.js';

export function findAccount(database: PlatformDatabase, id: number): AccountRow | undefined {
  return database.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', id);
}

/** A user of the account, whatever their status. */
export function findUser(database: PlatformDatabase, accountId: number, id: number): UserRow | undefined {
  return database.get<UserRow>('SELECT * FROM users WHERE id = ? AND account_id = ?', id, accountId);
}

/** Users of the account, oldest first. */
export function usersOf(database: PlatformDatabase, accountId: number): UserRow[] {
  return database.all<UserRow>(
    'SELECT * FROM users WHERE account_id = ? AND is_deleted = 0 ORDER BY id',
    accountId,
  );
}
