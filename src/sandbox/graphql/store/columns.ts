import type { PlatformDatabase } from '../../database/index.js';
import type { ColumnRow } from './rows.js';

/** A column with its settings read. */
export interface Column extends Omit<ColumnRow, 'settings'> {
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The active columns of a board in their order; the first is mostly the item's name. */
export function columnsOf(database: PlatformDatabase, boardId: number): Column[] {
  return database
    .all<ColumnRow>(
      "SELECT * FROM columns WHERE board_id = ? AND state = 'active' ORDER BY position, key",
      boardId,
    )
    .map(withSettings);
}

export function findColumn(database: PlatformDatabase, boardId: number, id: string): Column | undefined {
  const row = database.get<ColumnRow>(
    "SELECT * FROM columns WHERE board_id = ? AND id = ? AND state = 'active'",
    boardId,
    id,
  );
  return row && withSettings(row);
}

function withSettings(row: ColumnRow): Column {
  return { ...row, settings: JSON.parse(row.settings) as Record<string, unknown> };
}
