import { type SqlValue } from '../../../database/index.js';
import { conditionOf } from '../../filters/items-query.js';
import { type GraphQLContext } from '../../graphql-context.js';
import {
  columnsOf,
  itemsById,
  type BoardRow,
  type Column,
  type ItemRow,
  type StoredValue,
} from '../../store/index.js';
import { type AggregateQuery, type SelectElement } from './aggregate-input.js';

/** An entry of `item_index`. */
interface Indexed {
  readonly number: number | null;
  readonly keys: string | null;
}

/**
 * Rebuilds the value of a cell from its index entry, by type, so that thousands of items are read without parsing their
 * values. Every calculation gives the same result as on the stored value; only the notation of a number may differ.
 */
const FROM_INDEX: Readonly<Record<string, (entry: Indexed) => unknown>> = {
  status: ({ keys }) => ({ index: Number(keysOf(keys)[0]) }),
  dropdown: ({ keys }) => ({ ids: keysOf(keys).map(Number) }),
  people: ({ keys }) => ({
    personsAndTeams: keysOf(keys).map((key) => {
      const [kind, id] = key.split('-');
      return { kind, id: Number(id) };
    }),
  }),
  checkbox: () => ({ checked: 'true' }),
  numbers: ({ number }) => String(number),
  rating: ({ number }) => ({ rating: number }),
  date: ({ number }) => {
    const [date = '', time = ''] = new Date(number ?? 0).toISOString().split('T');
    return time.startsWith('00:00:00') ? { date } : { date, time: time.slice(0, 8) };
  },
};

/** The columns read from the row of an item. */
const ROW_TYPES = new Set(['name', 'item_id', 'creation_log', 'last_updated']);

/** The items that match a query, in board order, with the values of the columns that the query names. */
export function rowsOf(board: BoardRow, query: AggregateQuery, context: GraphQLContext): ItemRow[] {
  const named = namedColumns(query);
  const columns = columnsOf(context, board.id).filter(({ id }) => named.has(id));
  const stored = columns.filter(({ type }) => !ROW_TYPES.has(type));
  const isIndexed = stored.every(({ type }) => Object.hasOwn(FROM_INDEX, type));
  const rows = selectRows(board, query, isIndexed && columns.length > stored.length, context);
  if (isIndexed) return withIndexedValues(rows, stored, context);
  return itemsById(
    context,
    rows.map(({ id }) => id),
  );
}

type Facts = Pick<ItemRow, 'name' | 'created_at' | 'updated_at' | 'creator_id' | 'updater_id'>;
type PlainRow = readonly [number, number, string?, number?, number?, number?, number?];

/** An item of an aggregation: one object of one form for each of thousands of items. */
class Row implements Pick<ItemRow, 'id' | 'group_key' | 'board_id' | 'values'>, Partial<Facts> {
  readonly id: number;
  readonly group_key: number;
  readonly name: string | undefined;
  readonly created_at: number | undefined;
  readonly updated_at: number | undefined;
  readonly creator_id: number | undefined;
  readonly updater_id: number | undefined;
  readonly values: Record<string, StoredValue> = {};

  constructor(
    [id, groupKey, name, createdAt, updatedAt, creatorId, updaterId]: PlainRow,
    readonly board_id: number,
  ) {
    this.id = id;
    this.group_key = groupKey;
    this.name = name;
    this.created_at = createdAt;
    this.updated_at = updatedAt;
    this.creator_id = creatorId;
    this.updater_id = updaterId;
  }
}

/** @param withFacts whether to add the name and the values of columns such as `creation_log` */
function selectRows(
  board: BoardRow,
  { query }: AggregateQuery,
  withFacts: boolean,
  context: GraphQLContext,
): Row[] {
  const condition = conditionOf(query ?? {}, board, context);
  const facts = withFacts ? ', i.name, i.created_at, i.updated_at, i.creator_id, i.updater_id' : '';
  const rows = packed<PlainRow>(
    context,
    `SELECT json_array(i.id, i.group_key${facts}) AS entry
     FROM groups g CROSS JOIN items i ON i.group_key = g.key
     WHERE g.board_id = ? AND g.state = 'active' AND i.state = 'active'
       ${board.type === 'sub_items_board' ? '' : 'AND i.parent_id IS NULL'} AND (${condition.sql})
     ORDER BY g.position, g.key, i.position, i.id`,
    [board.id, ...condition.values],
  );
  return rows.map((row) => new Row(row, board.id));
}

/**
 * The entries of a query as one JSON text, which is read several times faster than thousands of rows.
 * @param sql a query of one column `entry` with JSON
 */
function packed<Entry>(
  { database }: GraphQLContext,
  sql: string,
  values: readonly SqlValue[],
): readonly Entry[] {
  const row = database.get<{ entries: string }>(
    `SELECT json_group_array(json(entry)) AS entries FROM (${sql})`,
    ...values,
  );
  return JSON.parse(row?.entries ?? '[]') as Entry[];
}

function withIndexedValues(
  rows: readonly Row[],
  columns: readonly Column[],
  context: GraphQLContext,
): ItemRow[] {
  const byId = new Map(columns.length === 0 ? [] : rows.map((row) => [row.id, row]));
  for (const { key, id, type } of columns) {
    const valueOf = FROM_INDEX[type];
    const entries = packed<readonly [number, number | null, string | null]>(
      context,
      'SELECT json_array(item_id, number, keys) AS entry FROM item_index WHERE column_key = ?',
      [key],
    );
    for (const [itemId, number, keys] of entries) {
      const row = byId.get(itemId);
      if (row) row.values[id] = { value: valueOf?.({ number, keys }), at: 0, by: 0 };
    }
  }
  return rows as unknown as ItemRow[];
}

function namedColumns({ select, group_by }: AggregateQuery): ReadonlySet<string> {
  const ids = new Set((group_by ?? []).map(({ column_id }) => column_id));
  const add = ({ column, function: call }: SelectElement): void => {
    if (column) ids.add(column.column_id);
    for (const param of call?.params ?? []) add(param);
  };
  for (const element of select) add(element);
  return ids;
}

function keysOf(keys: string | null): string[] {
  return (keys ?? '').split('|').filter((key) => key !== '');
}
