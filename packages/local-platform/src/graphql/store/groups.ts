import { type Reader } from './reader.js';
import { type GroupRow } from './rows.js';

/** The active groups of a board, from top to bottom. */
export function groupsOf(reader: Reader, boardId: number): readonly GroupRow[] {
  return reader.once(`groups ${boardId}`, () =>
    reader.database.all<GroupRow>(
      "SELECT * FROM groups WHERE board_id = ? AND state = 'active' ORDER BY position, key",
      boardId,
    ),
  );
}

export function findGroup(reader: Reader, boardId: number, id: string): GroupRow | undefined {
  return groupsOf(reader, boardId).find((group) => group.id === id);
}

/** A group in any state. */
export function groupByKey(reader: Reader, key: number): GroupRow | undefined {
  return reader.once(`group ${key}`, () =>
    reader.database.get<GroupRow>('SELECT * FROM groups WHERE key = ?', key),
  );
}
