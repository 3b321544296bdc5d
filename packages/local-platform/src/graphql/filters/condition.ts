import { type SqlValue } from '../../database/index.js';

/** A condition on an item, as SQL over the row `i` of `items`. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export const ALWAYS: Condition = { sql: '1', values: [] };
export const NEVER: Condition = { sql: '0', values: [] };

export function not({ sql, values }: Condition): Condition {
  return { sql: `NOT (${sql})`, values };
}

/** Combines conditions with AND or OR. */
export function combine(operator: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  if (first === undefined) return operator === 'and' ? ALWAYS : NEVER;
  if (conditions.length === 1) return first;
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(operator === 'or' ? ' OR ' : ' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** Items whose index entry for the column matches the SQL condition over `text`, `number`, `number_to` and `keys`. */
export function indexed(columnKey: number, sql = '1', values: readonly SqlValue[] = []): Condition {
  return {
    sql: `i.id IN (SELECT item_id FROM item_index WHERE column_key = ? AND (${sql}))`,
    values: [columnKey, ...values],
  };
}

/** Items whose index entry for the column has at least one of the keys. */
export function withKey(columnKey: number, keys: readonly (string | number)[]): Condition {
  if (keys.length === 0) return NEVER;
  const sql = keys.map(() => 'instr(keys, ?) > 0').join(' OR ');
  return indexed(
    columnKey,
    sql,
    keys.map((key) => `|${key}|`),
  );
}

/** Normalizes text for case-insensitive comparison, as in the index. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
