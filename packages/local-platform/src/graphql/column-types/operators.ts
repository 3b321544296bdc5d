import { combine, foldCase, indexed, not, withKey, type Condition } from '../filters/condition.js';
import { GraphQLProblem } from '../graphql-problem.js';
import type { ColumnRule, RuleOperator } from './column-type.js';

type Operators = Readonly<Record<string, RuleOperator>>;

/** `is_empty` and `is_not_empty`: whether the index has an entry. */
export const EMPTINESS: Operators = {
  is_empty: ({ column }) => not(indexed(column.key)),
  is_not_empty: ({ column }) => indexed(column.key),
};

/** `any_of` and `not_any_of`, by the keys of the index. @param keyOf of one compare value; `undefined` matches nothing */
export function keySets(
  keyOf: (value: unknown, rule: ColumnRule) => string | number | undefined = keyAsGiven,
): Operators {
  const anyOf = (rule: ColumnRule): Condition =>
    withKey(
      rule.column.key,
      rule.values.flatMap((value) => keyOf(value, rule) ?? []),
    );
  return { any_of: anyOf, not_any_of: (rule) => not(anyOf(rule)) };
}

/** Text operators on the text of the index. */
export const TEXT: Operators = {
  contains_text: (rule) => containsAny(rule),
  not_contains_text: (rule) => not(containsAny(rule)),
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
      textsOf(rule).map((text) =>
        indexed(rule.column.key, 'substr(text, 1, ?) = ?', [[...text].length, text]),
      ),
    ),
};

/** Only some of a set of operators. */
export function only(operators: Operators, ...names: string[]): Operators {
  return Object.fromEntries(Object.entries(operators).filter(([name]) => names.includes(name)));
}

/** `greater_than` and its kin, on the number of the index. @param read one compare value; `undefined` matches nothing */
export function comparisons(read: (value: unknown, rule: ColumnRule) => number | undefined): Operators {
  const compare =
    (operator: string): RuleOperator =>
    (rule) => {
      const [wanted] = rule.values.map((value) => read(value, rule));
      if (wanted === undefined) throw wrongCompareValue(rule);
      return indexed(rule.column.key, `number ${operator} ?`, [wanted]);
    };
  return {
    greater_than: compare('>'),
    greater_than_or_equals: compare('>='),
    lower_than: compare('<'),
    lower_than_or_equal: compare('<='),
  };
}

/** The compare values as lower-case text. */
export function textsOf({ values }: ColumnRule): string[] {
  return values.flatMap((value) => (isPlain(value) ? foldCase(String(value)) : []));
}

export function wrongCompareValue({ column }: ColumnRule): GraphQLProblem {
  return new GraphQLProblem(
    'InvalidArgumentException',
    `The compare_value does not fit the column ${column.id}.`,
    {
      data: { column_id: column.id, column_type: column.type },
    },
  );
}

function containsAny(rule: ColumnRule): Condition {
  return combine(
    'or',
    textsOf(rule).map((text) => contains(rule, text)),
  );
}

function contains({ column }: ColumnRule, text: string): Condition {
  return indexed(column.key, 'instr(text, ?) > 0', [text]);
}

function keyAsGiven(value: unknown): string | number | undefined {
  return isPlain(value) ? value : undefined;
}

/** What a compare value can be; anything else matches nothing. */
function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
