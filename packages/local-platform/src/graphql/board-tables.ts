import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import { COLUMN_TYPES, columnTypeOf } from './column-types/index.js';
import {
  columnsOf,
  findItem,
  groupsOf,
  itemsById,
  Reader,
  type BoardRow,
  type Column,
  type GroupRow,
  type ItemRow,
} from './store/index.js';

/** A board in the list of all boards. */
export interface BoardSummary {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly items: number;
  readonly groups: number;
  readonly columns: number;
}

export interface BoardGroup {
  readonly group: GroupRow;
  /** Of all its items, on this page or not. */
  readonly count: number;
  readonly rows: readonly BoardTableRow[];
}

/** A board as a table for display. */
export interface BoardTable {
  readonly board: BoardRow;
  /** Without the name column. */
  readonly columns: readonly Column[];
  readonly groups: readonly BoardGroup[];
}

export interface BoardTableRow {
  readonly id: number;
  readonly name: string;
  /** The texts of the cells, in the order of the columns. */
  readonly cells: readonly { readonly column: Column; readonly text: string; readonly value: unknown }[];
}

/** How a value is entered: as the text of its column, as one of the labels, as JSON, or not at all. */
export type InputKind = 'text' | 'label' | 'json' | 'none';

/** A value of an item, to be changed. */
export interface ItemInput {
  readonly column: Column;
  readonly kind: InputKind;
  readonly value: string;
  /** Only for labels. */
  readonly labels: readonly string[];
}

/** An item with all its values, to be changed. */
export interface ItemForm {
  readonly board: BoardRow;
  readonly item: ItemRow;
  readonly groups: readonly GroupRow[];
  readonly inputs: readonly ItemInput[];
}

/** Which rows to show: the first of each group, or a part of one group. */
export interface RowsShown {
  readonly groupId?: string;
  readonly offset: number;
}

/** Rows of each group on the page of a board. */
const GROUP_ROWS = 20;
/** Rows on the page of one group. */
export const PAGE_ROWS = 100;
/** Groups whose rows the page of a board shows; of all others it shows the titles. */
const OPEN_GROUPS = 10;
const AS_TEXT: ReadonlySet<string> = new Set(['text', 'long_text', 'numbers', 'date', 'dropdown']);

/** Reads boards and items for the console. */
@Injectable()
export class BoardTables {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
  ) {}

  /** The active boards of all accounts, oldest first. */
  summaries(): BoardSummary[] {
    const active = (table: string, more = ''): string =>
      `(SELECT count(*) FROM ${table} t WHERE t.board_id = b.id AND t.state = 'active'${more})`;
    return this.database.all<BoardSummary>(
      `SELECT b.id, b.account_id, b.name, ${active('items')} AS items, ${active('groups')} AS groups,
         ${active('columns', " AND t.type <> 'name'")} AS columns
       FROM boards b WHERE b.state = 'active' ORDER BY b.account_id, b.id`,
    );
  }

  /** Names of the types that a new column can have. */
  columnTypes(): string[] {
    const writable = COLUMN_TYPES.filter(({ fromJson, fromText }) => fromJson ?? fromText);
    return writable.map(({ name }) => name).filter((name) => name !== 'name');
  }

  find(boardId: number, { groupId, offset }: RowsShown): BoardTable | undefined {
    const board = this.boardOf(boardId);
    if (!board) return undefined;
    const reader = this.readerOf(board);
    const columns = columnsOf(reader, board.id).filter(({ type }) => type !== 'name');
    const shown = groupsOf(reader, board.id).filter(({ id }) => groupId === undefined || id === groupId);
    const limit = groupId === undefined ? GROUP_ROWS : PAGE_ROWS;
    const groups = shown.map((group, index) => ({
      group,
      count: this.countOf(group),
      rows: index < OPEN_GROUPS ? rowsOf(group, columns, reader, { limit, offset }) : [],
    }));
    return { board, columns, groups };
  }

  item(boardId: number, itemId: number): ItemForm | undefined {
    const board = this.boardOf(boardId);
    if (!board) return undefined;
    const reader = this.readerOf(board);
    const item = findItem(reader, itemId);
    if (item?.board_id !== boardId || item.state !== 'active') return undefined;
    const columns = columnsOf(reader, boardId).filter(({ type }) => type !== 'name');
    const inputs = columns.map((column) => inputOf(column, item, reader));
    return { board, item, groups: groupsOf(reader, boardId), inputs };
  }

  private boardOf(id: number): BoardRow | undefined {
    return this.database.get<BoardRow>("SELECT * FROM boards WHERE id = ? AND state = 'active'", id);
  }

  private readerOf({ account_id }: BoardRow): Reader {
    return new Reader(this.database, account_id, this.clock);
  }

  private countOf({ key }: GroupRow): number {
    const sql = "SELECT count(*) AS count FROM items WHERE group_key = ? AND state = 'active'";
    return this.database.get<{ count: number }>(sql, key)?.count ?? 0;
  }
}

function rowsOf(
  group: GroupRow,
  columns: readonly Column[],
  reader: Reader,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): BoardTableRow[] {
  const ids = reader.database.all<{ id: number }>(
    "SELECT id FROM items WHERE group_key = ? AND state = 'active' ORDER BY position, id LIMIT ? OFFSET ?",
    group.key,
    limit,
    offset,
  );
  const items = itemsById(
    reader,
    ids.map(({ id }) => id),
  );
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    cells: columns.map((column) => ({
      column,
      text: textOf(column, item, reader),
      value: item.values[column.id]?.value,
    })),
  }));
}

function textOf(column: Column, item: ItemRow, reader: Reader): string {
  const type = columnTypeOf(column);
  return type.text({ __typename: type.typename, column, item, stored: item.values[column.id] }, reader) ?? '';
}

function inputOf(column: Column, item: ItemRow, reader: Reader): ItemInput {
  const kind = kindOf(column);
  const stored = item.values[column.id]?.value;
  const value =
    kind === 'json' ? (stored === undefined ? '' : JSON.stringify(stored)) : textOf(column, item, reader);
  return { column, kind, value, labels: kind === 'label' ? labelsOf(column) : [] };
}

function kindOf(column: Column): InputKind {
  const { fromJson, fromText } = columnTypeOf(column);
  if (column.type === 'status') return 'label';
  if (fromText && AS_TEXT.has(column.type)) return 'text';
  return fromJson ? 'json' : 'none';
}

function labelsOf({ settings }: Column): string[] {
  const { labels } = settings;
  const all = Array.isArray(labels) ? (labels as { readonly label?: string }[]) : [];
  return all.flatMap(({ label }) => (label ? [label] : []));
}
