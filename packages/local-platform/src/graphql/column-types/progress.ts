import { ALWAYS, NEVER, type Condition } from '../filters/condition.js';
import { columnsOf, type Column, type ItemRow, type Reader } from '../store/index.js';
import { columnType, type ColumnRule } from './column-type.js';
import { numberOf, sets } from './operators.js';
import { labelsOf } from './status.js';

/** `progress`: the percentage of the item's statuses that are done. */
export const progress = columnType<never>({
  name: 'progress',
  typename: 'ProgressValue',
  text: ({ item, column }, reader) => {
    const percent = percentOf(item, trackedColumns(column, reader));
    return percent === undefined ? '' : `${percent}%`;
  },
  json: () => null,
  operators: {
    ...sets((rule) => matching(rule, (percent) => rule.values.map(numberOf).includes(percent))),
    is_not_empty: (rule) => matching(rule, (percent) => percent !== undefined),
  },
});

/** The status columns in `settings.related_columns`; default: all. */
function trackedColumns(column: Column, reader: Reader): Column[] {
  const related = column.settings['related_columns'] as Record<string, unknown> | undefined;
  return columnsOf(reader, column.board_id).filter(
    ({ id, type }) => type === 'status' && (related === undefined || Object.hasOwn(related, id)),
  );
}

function percentOf({ values }: ItemRow, columns: readonly Column[]): number | undefined {
  if (columns.length === 0) return undefined;
  const done = columns.filter((column) => {
    const index = (values[column.id]?.value as { index?: number } | undefined)?.index;
    return labelsOf(column).some(({ id, is_done }) => is_done && id === index);
  });
  return Math.round((100 * done.length) / columns.length);
}

/** The index has no entry for progress, so the operators count the statuses of the board's items. */
function matching(rule: ColumnRule, fits: (percent: number | undefined) => boolean): Condition {
  const columns = trackedColumns(rule.column, rule.context);
  if (columns.length === 0) return fits(undefined) ? ALWAYS : NEVER;
  const done = columns.map((column): Condition => {
    const keys = labelsOf(column).flatMap(({ id, is_done }) => (is_done ? `|${id}|` : []));
    return {
      sql: 'EXISTS (SELECT 1 FROM item_index WHERE column_key = ? AND item_id = i.id AND keys IN (SELECT value FROM json_each(?)))',
      values: [column.key, JSON.stringify(keys)],
    };
  });
  const counts = [...columns.keys(), columns.length];
  const fitting = counts.filter((count) => fits(Math.round((100 * count) / columns.length)));
  return {
    sql: `(${done.map(({ sql }) => sql).join(' + ')}) IN (SELECT value FROM json_each(?))`,
    values: [...done.flatMap(({ values }) => values), JSON.stringify(fitting)],
  };
}
