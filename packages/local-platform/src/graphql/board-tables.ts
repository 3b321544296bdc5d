import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import { columnTypeOf } from './column-types/index.js';
import {
  columnsOf,
  groupsOf,
  itemsById,
  Reader,
  type BoardRow,
  type Column,
  type GroupRow,
} from './store/index.js';

/** A board as a table for display. */
export interface BoardTable {
  readonly board: BoardRow;
  /** Without the name column. */
  readonly columns: readonly Column[];
  readonly groups: readonly { readonly group: GroupRow; readonly rows: readonly BoardTableRow[] }[];
}

export interface BoardTableRow {
  readonly id: number;
  readonly name: string;
  /** The texts of the cells, in the order of the columns. */
  readonly cells: readonly { readonly column: Column; readonly text: string; readonly value: unknown }[];
}

/** Maximum number of items per group; the console shows boards without pagination. */
const MAX_ROWS = 200;

/** Reads whole boards for the console. */
@Injectable()
export class BoardTables {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
  ) {}

  /** The active boards of an account, oldest first. */
  list(accountId: string): BoardTable[] {
    const boards = this.database.all<BoardRow>(
      "SELECT * FROM boards WHERE account_id = ? AND state = 'active' ORDER BY id",
      Number(accountId),
    );
    return boards.map((board) => {
      const reader = new Reader(this.database, board.account_id, this.clock);
      const columns = columnsOf(reader, board.id).filter(({ type }) => type !== 'name');
      const groups = groupsOf(reader, board.id).map((group) => ({
        group,
        rows: rowsOf(group, columns, reader),
      }));
      return { board, columns, groups };
    });
  }
}

function rowsOf(group: GroupRow, columns: readonly Column[], reader: Reader): BoardTableRow[] {
  const ids = reader.database.all<{ id: number }>(
    "SELECT id FROM items WHERE group_key = ? AND state = 'active' ORDER BY position, id LIMIT ?",
    group.key,
    MAX_ROWS,
  );
  const items = itemsById(
    reader,
    ids.map(({ id }) => id),
  );
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    cells: columns.map((column) => {
      const type = columnTypeOf(column);
      const stored = item.values[column.id];
      const text = type.text({ __typename: type.typename, column, item, stored }, reader);
      return { column, text: text ?? '', value: stored?.value };
    }),
  }));
}
