import { combine } from '../filters/condition.js';
import { columnType } from './column-type.js';
import { sets, textOperators } from './operators.js';

/** `name`: the name of the item. It has a column, but no column value. */
export const name = columnType<string>({
  name: 'name',
  typename: 'TextValue',
  text: ({ item }) => item.name,
  orderSql: 'lower(i.name)',
  operators: {
    is_empty: () => ({ sql: "i.name = ''", values: [] }),
    is_not_empty: () => ({ sql: "i.name <> ''", values: [] }),
    ...sets(({ values }) =>
      combine(
        'or',
        values.flatMap((value) => (typeof value === 'string' ? { sql: 'i.name = ?', values: [value] } : [])),
      ),
    ),
    ...textOperators(
      (_rule, text) => ({ sql: 'instr(lower(i.name), ?) > 0', values: [text] }),
      (_rule, text) => ({ sql: 'substr(lower(i.name), 1, ?) = ?', values: [[...text].length, text] }),
    ),
  },
});
