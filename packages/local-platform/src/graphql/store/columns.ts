import { type Reader } from './reader.js';
import { type ColumnRow } from './rows.js';

/** A column with parsed settings. */
export interface Column extends Omit<ColumnRow, 'settings'> {
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The active columns of a board, in order; the first is usually the item's name. */
export function columnsOf(reader: Reader, boardId: number): readonly Column[] {
  return reader.once(`columns ${boardId}`, () =>
    reader.database
      .all<ColumnRow>(
        "SELECT * FROM columns WHERE board_id = ? AND state = 'active' ORDER BY position, key",
        boardId,
      )
      .map(withSettings),
  );
}

/** The active columns of a board by their ids. */
export function columnsById(reader: Reader, boardId: number): ReadonlyMap<string, Column> {
  return reader.once(
    `columns by id ${boardId}`,
    () => new Map(columnsOf(reader, boardId).map((column) => [column.id, column])),
  );
}

export function findColumn(reader: Reader, boardId: number, id: string): Column | undefined {
  return columnsOf(reader, boardId).find((column) => column.id === id);
}

function withSettings(row: ColumnRow): Column {
  return { ...row, settings: JSON.parse(row.settings) as Record<string, unknown> };
}
