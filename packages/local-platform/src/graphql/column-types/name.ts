import { foldCase, type Condition } from '../filters/condition.js';
import { combine, not } from '../filters/condition.js';
import { columnType, type ColumnRule } from './column-type.js';
import { textsOf } from './operators.js';

/** `name`: the name of the item itself, which has a column but no column value. */
export const name = columnType<string>({
  name: 'name',
  typename: 'TextValue',
  text: ({ item }) => item.name,
  operators: {
    any_of: (rule) => anyOf(rule),
    not_any_of: (rule) => not(anyOf(rule)),
    contains_text: (rule) => contains(rule),
    not_contains_text: (rule) => not(contains(rule)),
  },
});

function anyOf(rule: ColumnRule): Condition {
  return combine(
    'or',
    rule.values.map((value) => ({ sql: 'i.name = ?', values: [String(value)] })),
  );
}

function contains(rule: ColumnRule): Condition {
  return combine(
    'or',
    textsOf(rule).map((text) => ({ sql: 'instr(lower(i.name), ?) > 0', values: [foldCase(text)] })),
  );
}
