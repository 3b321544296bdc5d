import { type BoardRow, type ColumnRow, type GroupRow } from './rows.js';
import { POSITION_STEP } from './items.js';
import { type Reader } from './reader.js';

/** Initial values of a board; other columns have the defaults of the table. */
export type NewBoard = Pick<BoardRow, 'name' | 'creator_id'> & Partial<Omit<BoardRow, 'id' | 'account_id'>>;

/** Adds a board without columns and groups; the creator is the owner. */
export function insertBoard(reader: Reader, board: NewBoard): BoardRow {
  const { database, accountId } = reader;
  const id = database.nextId('boards');
  const now = reader.now();
  database.insert('boards', { id, account_id: accountId, created_at: now, updated_at: now, ...board });
  database.insert('board_users', { board_id: id, user_id: board.creator_id, kind: 'owner' });
  return read<BoardRow>(database.get('SELECT * FROM boards WHERE id = ?', id));
}

/** `after` is the key of the preceding column; default: at the end. */
export type NewColumn = Pick<ColumnRow, 'board_id' | 'id' | 'type' | 'title'> &
  Partial<Pick<ColumnRow, 'description' | 'width' | 'capabilities'>> & {
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly after?: number;
  };

/** Adds a column. @returns its key */
export function insertColumn({ database }: Reader, { settings, after, ...column }: NewColumn): number {
  const position = positionIn(database, 'columns', column.board_id, after);
  database.insert('columns', { ...column, settings: JSON.stringify(settings ?? {}), position });
  const row = database.get<{ key: number }>(
    'SELECT key FROM columns WHERE board_id = ? AND id = ?',
    column.board_id,
    column.id,
  );
  return read<{ key: number }>(row).key;
}

export type NewGroup = Pick<GroupRow, 'board_id' | 'id' | 'title' | 'color'> & { readonly after?: number };

/** Adds a group, at the end by default. */
export function insertGroup({ database }: Reader, { after, ...group }: NewGroup): GroupRow {
  const position = positionIn(database, 'groups', group.board_id, after);
  database.insert('groups', { ...group, position });
  return read<GroupRow>(
    database.get('SELECT * FROM groups WHERE board_id = ? AND id = ?', group.board_id, group.id),
  );
}

/** A position between a row and the next one, or after all rows. @param after key of the row; 0: before all rows */
function positionIn(
  database: Reader['database'],
  table: 'columns' | 'groups',
  boardId: number,
  after: number | undefined,
): number {
  const rows = database.all<{ key: number; position: number }>(
    `SELECT key, position FROM ${table} WHERE board_id = ? ORDER BY position, key`,
    boardId,
  );
  const index = after === undefined ? rows.length - 1 : rows.findIndex(({ key }) => key === after);
  const before = rows[index]?.position ?? 0;
  const next = rows[index + 1]?.position;
  return next === undefined ? before + POSITION_STEP : (before + next) / 2;
}

function read<Row>(row: unknown): Row {
  if (row === undefined) throw new Error('a row that was just written is missing');
  return row as Row;
}
