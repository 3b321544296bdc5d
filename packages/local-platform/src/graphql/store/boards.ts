import { type Reader } from './reader.js';
import { type BoardRow } from './rows.js';

/** Boards of the account, regardless of permissions. */
export function findBoard({ database, accountId }: Reader, id: number): BoardRow | undefined {
  return database.get<BoardRow>('SELECT * FROM boards WHERE id = ? AND account_id = ?', id, accountId);
}
