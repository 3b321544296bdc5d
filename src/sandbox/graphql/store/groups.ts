import type { PlatformDatabase } from '../../database/index.js';
import type { GroupRow } from './rows.js';

/** The groups of a board that are neither archived nor deleted, from the top. */
export function groupsOf(database: PlatformDatabase, boardId: number): GroupRow[] {
  return database.all<GroupRow>(
    "SELECT * FROM groups WHERE board_id = ? AND state = 'active' ORDER BY position, key",
    boardId,
  );
}

export function findGroup(database: PlatformDatabase, boardId: number, id: string): GroupRow | undefined {
  return database.get<GroupRow>(
    "SELECT * FROM groups WHERE board_id = ? AND id = ? AND state = 'active'",
    boardId,
    id,
  );
}

export function groupByKey(database: PlatformDatabase, key: number): GroupRow | undefined {
  return database.get<GroupRow>('SELECT * FROM groups WHERE key = ?', key);
}
