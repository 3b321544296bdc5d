import { Injectable } from '@nestjs/common';
import { PlatformDatabase } from '../database/index.js';
import { columnTypeOf } from './column-types/index.js';
import { columnsOf, groupsOf, itemsById, type BoardRow, type Column, type GroupRow } from './store/index.js';

/** A board as a table for a person to look at. */
export interface BoardTable {
  readonly board: BoardRow;
  /** Without that of the name. */
  readonly columns: readonly Column[];
  readonly groups: readonly { readonly group: GroupRow; readonly rows: readonly BoardTableRow[] }[];
}

export interface BoardTableRow {
  readonly id: number;
  readonly name: string;
  /** In the order of the columns. */
  readonly cells: readonly { readonly column: Column; readonly text: string; readonly value: unknown }[];
}

/** Of a group: the console shows a board, it does not page through one. */
const MAX_ROWS = 200;

/** Reads whole boards for the console. */
@Injectable()
export class BoardTables {
  constructor(private readonly database: PlatformDatabase) {}

  /** The active boards of an account, oldest first. */
  list(accountId: string): BoardTable[] {
    const boards = this.database.all<BoardRow>(
      "SELECT * FROM boards WHERE account_id = ? AND state = 'active' ORDER BY id",
      Number(accountId),
    );
    return boards.map((board) => {
      const columns = columnsOf(this.database, board.id).filter(({ type }) => type !== 'name');
      const groups = groupsOf(this.database, board.id).map((group) => ({
        group,
        rows: this.rows(board, group, columns),
      }));
      return { board, columns, groups };
    });
  }

  private rows(board: BoardRow, group: GroupRow, columns: readonly Column[]): BoardTableRow[] {
    const ids = this.database.all<{ id: number }>(
      "SELECT id FROM items WHERE group_key = ? AND state = 'active' ORDER BY position, id LIMIT ?",
      group.key,
      MAX_ROWS,
    );
    const reader = { database: this.database, accountId: board.account_id };
    return itemsById(
      this.database,
      ids.map(({ id }) => id),
    ).map((item) => ({
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
}
