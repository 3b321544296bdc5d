import { combine, indexed, not, type Condition } from '../filters/condition.js';
import { dateOf, week as weekOf } from '../filters/dates.js';
import { findAccount, type Column } from '../store/index.js';
import { columnType, type Cell, type ColumnRule } from './column-type.js';
import { EMPTINESS, sets } from './operators.js';
import { invalidValue } from './problems.js';

interface WeekValue {
  readonly week: { readonly startDate: string; readonly endDate: string };
}

const WEEK_MS = 6 * 86_400_000;

/** `week`: a range of seven days. */
export const week = columnType<WeekValue>({
  name: 'week',
  typename: 'WeekValue',
  fromJson: (value, { column }) => {
    const outer = (value as { week?: unknown }).week ?? value;
    const { startDate, endDate } = (typeof outer === 'object' ? outer : {}) as Record<string, unknown>;
    return read(startDate, endDate, column);
  },
  fromText: (text, { column }) => {
    const [start, end] = text.split(/\s*[,\s]\s*/);
    return read(start, end, column);
  },
  index: ({ week: { startDate, endDate } }) => ({
    text: `${startDate} - ${endDate}`,
    number: dateOf(startDate) ?? 0,
    numberTo: dateOf(endDate) ?? 0,
  }),
  text: ({ stored }) => (stored ? `${stored.value.week.startDate} - ${stored.value.week.endDate}` : ''),
  fields: {
    start_date: ({ stored }: Cell<WeekValue>) => (stored ? `${stored.value.week.startDate}T00:00:00Z` : null),
    end_date: ({ stored }: Cell<WeekValue>) => (stored ? `${stored.value.week.endDate}T00:00:00Z` : null),
  },
  operators: { ...EMPTINESS, ...sets(isOneOf) },
});

/** `THIS_WEEK`, `NEXT_WEEKS`, `PAST_WEEKS` (docs/monday-platform.md#filters), or a day of the week. */
function isOneOf({ column, values, context }: ColumnRule): Condition {
  const now = context.now();
  const current = weekOf(
    now - (now % 86_400_000),
    0,
    findAccount(context)?.first_day_of_the_week ?? 'monday',
  );
  return combine(
    'or',
    values.flatMap((value): Condition | Condition[] => {
      if (value === 'THIS_WEEK') {
        return indexed(column.key, 'number < ? AND number_to >= ?', [current.end, current.start]);
      }
      if (value === 'NEXT_WEEKS') return indexed(column.key, 'number >= ?', [current.end]);
      if (value === 'PAST_WEEKS') return indexed(column.key, 'number_to < ?', [current.start]);
      if (value === '' || value === null) return not(indexed(column.key));
      const day = dateOf(value);
      return day === undefined ? [] : indexed(column.key, 'number <= ? AND number_to >= ?', [day, day]);
    }),
  );
}

function read(startDate: unknown, endDate: unknown, column: Column): WeekValue {
  const [start, end] = [dateOf(startDate), dateOf(endDate)];
  if (start === undefined || end === undefined || end - start !== WEEK_MS) {
    throw invalidValue(
      column,
      'A week is written {"week":{"startDate":"2026-11-23","endDate":"2026-11-29"}}, with the first and the last of seven days.',
    );
  }
  return { week: { startDate: startDate as string, endDate: endDate as string } };
}
