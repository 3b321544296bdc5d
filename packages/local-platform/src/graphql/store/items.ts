import { type SqlValue } from '../../database/index.js';
import { type Reader } from './reader.js';
import { type ItemRow, type StoredValues } from './rows.js';

type RawItem = Omit<ItemRow, 'values'> & { readonly column_values: string };

/** Distance of new positions, which allows many insertions between two items. */
export const POSITION_STEP = 65_536;
/** Number of ids per statement. SQLite accepts more, but short lists allow the reuse of prepared statements. */
const IDS_A_STATEMENT = 100;

/** A row whose values are parsed on first access. */
class LazyItem {
  private parsed: StoredValues | undefined;

  constructor(row: RawItem) {
    Object.assign(this, row);
  }

  get values(): StoredValues {
    this.parsed ??= JSON.parse((this as unknown as RawItem).column_values) as StoredValues;
    return this.parsed;
  }
}

const toItem = (row: RawItem): ItemRow => new LazyItem(row) as unknown as ItemRow;

/** An item of the account in any state. */
export function findItem({ database, accountId }: Reader, id: number): ItemRow | undefined {
  const row = database.get<RawItem>('SELECT * FROM items WHERE id = ? AND account_id = ?', id, accountId);
  return row && toItem(row);
}

/** The items with these ids, in the order of the ids; missing items are omitted. */
export function itemsById({ database }: Reader, ids: readonly number[]): ItemRow[] {
  const found = new Map<number, ItemRow>();
  for (let start = 0; start < ids.length; start += IDS_A_STATEMENT) {
    const part = ids.slice(start, start + IDS_A_STATEMENT);
    const padded: SqlValue[] = [...part];
    while (part.length > 1 && padded.length < IDS_A_STATEMENT) padded.push(null);
    const marks = padded.map(() => '?').join(', ');
    for (const row of database.all<RawItem>(`SELECT * FROM items WHERE id IN (${marks})`, ...padded)) {
      found.set(row.id, toItem(row));
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The active subitems of an item, in order. */
export function subitemsOf({ database }: Reader, parentId: number): ItemRow[] {
  return database
    .all<RawItem>(
      "SELECT * FROM items WHERE parent_id = ? AND state = 'active' ORDER BY position, id",
      parentId,
    )
    .map(toItem);
}

/** The active items of a group (without subitems), in order. */
export function itemsOfGroup({ database }: Reader, groupKey: number): ItemRow[] {
  return database
    .all<RawItem>(
      `SELECT * FROM items WHERE group_key = ? AND state = 'active' AND parent_id IS NULL
       ORDER BY position, id`,
      groupKey,
    )
    .map(toItem);
}

/** The number of active items of a board. */
export function countItems({ database }: Reader, boardId: number): number {
  const row = database.get<{ count: number }>(
    "SELECT count(*) AS count FROM items WHERE board_id = ? AND state = 'active'",
    boardId,
  );
  return row?.count ?? 0;
}
