import { columnTypeOf } from '../../column-types/index.js';
import { type PlatformDatabase } from '../../../database/index.js';
import {
  type Column,
  type ItemRow,
  type Reader,
  type StoredValue,
  type StoredValues,
} from '../../store/index.js';
import { type NewValue } from './read-values.js';

/** Merges new values into the values of the item. */
export function withValues(
  before: StoredValues,
  values: readonly NewValue[],
  { at, by }: { readonly at: number; readonly by: number },
): StoredValues {
  const after: Record<string, StoredValue> = { ...before };
  for (const { column, value } of values) {
    if (value === null) delete after[column.id];
    else after[column.id] = { value, at, by };
  }
  return after;
}

/** Stores settings that the values extended, for example with missing labels. */
export function writeSettings(database: PlatformDatabase, values: readonly NewValue[]): void {
  for (const { column, changesSettings } of values) {
    if (!changesSettings) continue;
    database.run(
      'UPDATE columns SET settings = ?, revision = revision + 1 WHERE key = ?',
      JSON.stringify(column.settings),
      column.key,
    );
  }
}

/** Updates the index for one value of an item. */
export function indexValue(
  database: PlatformDatabase,
  item: Pick<ItemRow, 'id'>,
  column: Column,
  value: unknown,
): void {
  const { index } = columnTypeOf(column);
  if (!index) return;
  if (value === null || value === undefined) {
    database.run('DELETE FROM item_index WHERE column_key = ? AND item_id = ?', column.key, item.id);
    return;
  }
  const { text, number, numberTo, keys } = index(value, column);
  database.run(
    `INSERT OR REPLACE INTO item_index (column_key, item_id, text, number, number_to, keys) VALUES (?, ?, ?, ?, ?, ?)`,
    column.key,
    item.id,
    text ?? null,
    number ?? null,
    numberTo ?? null,
    keys === undefined ? null : `|${keys.join('|')}|`,
  );
}

/** Updates the index for all values of one column after a change of its settings, if the index depends on that. */
export function reindexColumn(before: Column, column: Column, { database }: Reader): void {
  const { indexedSettings } = columnTypeOf(column);
  if (!indexedSettings || JSON.stringify(indexedSettings(before)) === JSON.stringify(indexedSettings(column)))
    return;
  const rows = database.all<{ id: number; value: string | null }>(
    `SELECT id, column_values -> ? AS value FROM items
     WHERE id IN (SELECT item_id FROM item_index WHERE column_key = ?)`,
    `$."${column.id}".value`,
    column.key,
  );
  for (const { id, value } of rows) {
    if (value !== null) indexValue(database, { id }, column, JSON.parse(value));
  }
}
