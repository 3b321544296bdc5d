import { combine, foldCase, indexed, not, withKey, type Condition } from '../filters/condition.js';
import { lengthOf, rangeOf, type TimeRange } from '../filters/dates.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { findAccount } from '../store/index.js';
import { type ColumnRule, type RuleOperator } from './column-type.js';

export type Operators = Readonly<Record<string, RuleOperator>>;

/** The compare value of `any_of` for an empty column. */
const BLANKS: readonly unknown[] = ['', null, '$$$blank$$$'];

/** `is_empty` and `is_not_empty`: whether the index has an entry. */
export const EMPTINESS: Operators = {
  is_empty: ({ column }) => not(indexed(column.key)),
  is_not_empty: ({ column }) => indexed(column.key),
};

/** `any_of` and `not_any_of`. */
export function sets(anyOf: RuleOperator): Operators {
  return { any_of: anyOf, not_any_of: (rule) => not(anyOf(rule)) };
}

/** `any_of` and `not_any_of` over the keys of the index. @param keyOf key of a compare value; `undefined` matches nothing */
export function keySets(
  keyOf: (value: unknown, rule: ColumnRule) => string | number | undefined = keyAsGiven,
): Operators {
  return sets((rule) => {
    const keys = rule.values.flatMap((value) => keyOf(value, rule) ?? []);
    const found = withKey(rule.column.key, keys);
    const wantsEmpty = rule.values.some((value) => BLANKS.includes(value));
    return wantsEmpty ? combine('or', [found, not(indexed(rule.column.key))]) : found;
  });
}

/** Text operators over the text of the index. */
export const TEXT: Operators = textOperators(
  ({ column }, text) => indexed(column.key, 'instr(text, ?) > 0', [text]),
  ({ column }, text) => indexed(column.key, 'substr(text, 1, ?) = ?', [[...text].length, text]),
);

/** Text operators over names that can change: finds the keys whose names match, then the items with one of these keys. */
export function namedKeys(
  names: (rule: ColumnRule) => readonly { readonly key: string | number; readonly name: string }[],
): Operators {
  const byName = (rule: ColumnRule, fits: (name: string) => boolean): Condition =>
    withKey(
      rule.column.key,
      names(rule)
        .filter(({ name }) => fits(foldCase(name)))
        .map(({ key }) => key),
    );
  return textOperators(
    (rule, text) => byName(rule, (name) => name.includes(text)),
    (rule, text) => byName(rule, (name) => name.startsWith(text)),
  );
}

/** The four text operators. @param contains like `startsWith`, the condition for items that match a lower-case text */
export function textOperators(
  contains: (rule: ColumnRule, text: string) => Condition,
  startsWith: (rule: ColumnRule, text: string) => Condition,
): Operators {
  const any = (rule: ColumnRule): Condition =>
    combine(
      'or',
      textsOf(rule).map((text) => contains(rule, text)),
    );
  return {
    contains_text: any,
    not_contains_text: (rule) => not(any(rule)),
    contains_terms: (rule) =>
      combine(
        'and',
        textsOf(rule)
          .flatMap((text) => text.split(/\s+/))
          .filter((term) => term !== '')
          .map((term) => contains(rule, term)),
      ),
    starts_with: (rule) =>
      combine(
        'or',
        textsOf(rule).map((text) => startsWith(rule, text)),
      ),
  };
}

/** Selects some operators of a set. */
export function only(operators: Operators, ...names: string[]): Operators {
  return Object.fromEntries(Object.entries(operators).filter(([name]) => names.includes(name)));
}

/** An SQL expression for a number, and a function that converts a condition on it to a condition on items. */
export interface Measure {
  readonly sql: string;
  readonly where: (rule: ColumnRule, sql: string, values: readonly number[]) => Condition;
}

const INDEXED_NUMBER: Measure = {
  sql: 'number',
  where: ({ column }, sql, values) => indexed(column.key, sql, values),
};

/** `greater_than` and similar operators. @param read parses a compare value; `undefined` is rejected */
export function comparisons(
  read: (value: unknown, rule: ColumnRule) => number | undefined,
  { sql, where }: Measure = INDEXED_NUMBER,
): Operators {
  const compare =
    (operator: string): RuleOperator =>
    (rule) =>
      where(rule, `${sql} ${operator} ?`, [required(rule, read(rule.values[0], rule))]);
  return {
    greater_than: compare('>'),
    greater_than_or_equals: compare('>='),
    lower_than: compare('<'),
    lower_than_or_equal: compare('<='),
  };
}

/** `between`, inclusive. */
export function between(
  read: (value: unknown, rule: ColumnRule) => number | undefined,
  { sql, where }: Measure = INDEXED_NUMBER,
): Operators {
  return {
    between: (rule) => {
      const [from, to] = [0, 1].map((index) => required(rule, read(rule.values[index], rule)));
      return where(rule, `${sql} BETWEEN ? AND ?`, [from ?? 0, to ?? 0]);
    },
  };
}

/** All operators for times, over dates and monday's keywords such as `TODAY`; without those for empty columns. */
export function timeOperators(measure: Measure = INDEXED_NUMBER): Operators {
  const { sql, where } = measure;
  const inRanges = (rule: ColumnRule): Condition =>
    combine('or', [
      ...rangesOf(rule).map(({ start, end }) => where(rule, `${sql} >= ? AND ${sql} < ?`, [start, end])),
      ...(rule.values.some((value) => BLANKS.includes(value)) ? [not(where(rule, '1', []))] : []),
    ]);
  const bound =
    (operator: string, edge: 'start' | 'end'): RuleOperator =>
    (rule) =>
      where(rule, `${sql} ${operator} ?`, [required(rule, rangesOf(rule)[0]?.[edge])]);
  return {
    ...sets(inRanges),
    // "After" a day starts at its end; "on or after" a day starts at its beginning.
    greater_than: bound('>=', 'end'),
    greater_than_or_equals: bound('>=', 'start'),
    lower_than: bound('<', 'start'),
    lower_than_or_equal: bound('<', 'end'),
    between: (rule) => {
      const [from, to] = rangesOf(rule);
      return where(rule, `${sql} >= ? AND ${sql} < ?`, [
        required(rule, from?.start),
        required(rule, to?.end),
      ]);
    },
    within_the_last: (rule) => {
      const now = rule.context.now();
      return where(rule, `${sql} >= ? AND ${sql} <= ?`, [now - required(rule, lengthOf(rule.values)), now]);
    },
    within_the_next: (rule) => {
      const now = rule.context.now();
      return where(rule, `${sql} >= ? AND ${sql} <= ?`, [now, now + required(rule, lengthOf(rule.values))]);
    },
  };
}

/** Converts compare values to time ranges. `EXACT` only marks that a date follows. */
export function rangesOf({ values, context }: ColumnRule): TimeRange[] {
  const firstDay = findAccount(context)?.first_day_of_the_week ?? 'monday';
  return values
    .filter((value) => value !== 'EXACT')
    .flatMap((value) => rangeOf(value, firstDay, context.now()) ?? []);
}

/** Parses a number, given as a number or as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The text of a text, a number or a boolean. Lists and objects have none: `String` throws on some that JSON can have. */
export function plainTextOf(value: unknown): string | undefined {
  return isPlain(value) ? String(value) : undefined;
}

/** The compare values as lower-case text. */
export function textsOf({ values }: ColumnRule): string[] {
  return values.flatMap((value) => (isPlain(value) ? foldCase(String(value)) : []));
}

/** @throws GraphQLProblem if there is no compare value */
export function required(rule: ColumnRule, value: number | undefined): number {
  if (value !== undefined) return value;
  const { id, type } = rule.column;
  throw new GraphQLProblem('InvalidArgumentException', `The compare_value does not fit the column ${id}.`, {
    data: { column_id: id, column_type: type },
  });
}

function keyAsGiven(value: unknown): string | number | undefined {
  return isPlain(value) ? value : undefined;
}

/** Converts a compare value to a key; values of other types match nothing. */
function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
