import { dateOf } from '../filters/dates.js';
import { type Column } from '../store/index.js';
import { combine, indexed, not, type Condition } from '../filters/condition.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { columnType, type Cell, type ColumnRule } from './column-type.js';
import { EMPTINESS, only, rangesOf, sets, timeOperators, type Measure } from './operators.js';
import { invalidValue } from './problems.js';

interface TimelineValue {
  readonly from: string;
  readonly to: string;
  readonly visualization_type?: string;
}

const ENDS: Readonly<Record<string, string>> = { START_DATE: 'number', END_DATE: 'number_to' };

/** A rule compares either the start or the end. */
const END: Measure = {
  sql: 'END',
  where: (rule, sql, values) => {
    const end = ENDS[rule.attribute ?? ''];
    if (end === undefined) {
      throw new GraphQLProblem(
        'InvalidArgumentException',
        'A rule on a timeline needs the compare_attribute START_DATE or END_DATE.',
        { data: { column_id: rule.column.id } },
      );
    }
    return indexed(rule.column.key, sql.replaceAll('END', end), values);
  },
};

/** `timeline`: a range of days. */
export const timeline = columnType<TimelineValue>({
  name: 'timeline',
  typename: 'TimelineValue',
  fromJson: (value, { column }) => {
    const { from, to, visualization_type: kind } = value as Record<string, unknown>;
    const read = days(from, to, column);
    return typeof kind === 'string' ? { ...read, visualization_type: kind } : read;
  },
  fromText: (text, { column }) => {
    const [from, to, ...rest] = text.split(/\s*[,\s]\s*/);
    if (rest.length > 0) throw invalidValue(column);
    return days(from, to, column);
  },
  index: ({ from, to }) => ({
    text: `${from} - ${to}`,
    number: dateOf(from) ?? 0,
    numberTo: dateOf(to) ?? 0,
  }),
  text: ({ stored }) => (stored ? `${stored.value.from} - ${stored.value.to}` : ''),
  fields: {
    from: ({ stored }: Cell<TimelineValue>) => (stored ? `${stored.value.from}T00:00:00Z` : null),
    to: ({ stored }: Cell<TimelineValue>) => (stored ? `${stored.value.to}T00:00:00Z` : null),
    visualization_type: ({ stored }: Cell<TimelineValue>) => stored?.value.visualization_type ?? null,
  },
  operators: {
    ...EMPTINESS,
    ...sets(touches),
    ...only(
      timeOperators(END),
      'greater_than',
      'greater_than_or_equals',
      'lower_than',
      'lower_than_or_equal',
      'between',
    ),
  },
});

/** INFER: a timeline matches a day in `any_of` if it overlaps with the day. */
function touches(rule: ColumnRule): Condition {
  const { column, values } = rule;
  const covered = rangesOf(rule).map(({ start, end }) =>
    indexed(column.key, 'number < ? AND number_to >= ?', [end, start]),
  );
  const isBlank = values.some((value) => value === '' || value === null || value === '$$$blank$$$');
  return combine('or', [...covered, ...(isBlank ? [not(indexed(column.key))] : [])]);
}

function days(from: unknown, to: unknown, column: Column): { from: string; to: string } {
  const [start, end] = [dateOf(from), dateOf(to)];
  if (start === undefined || end === undefined) {
    throw invalidValue(column, 'A timeline is written {"from":"YYYY-MM-DD","to":"YYYY-MM-DD"}.');
  }
  if (start > end) throw invalidValue(column, 'A timeline cannot end before it starts.');
  return { from: from as string, to: to as string };
}
