import { combine, not, type Condition } from '../filters/condition.js';
import { isoTime } from '../resolvers/index.js';
import { findUser, type ItemRow, type Reader } from '../store/index.js';
import { columnType, type Cell, type ColumnRule } from './column-type.js';
import { numberOf, sets, textsOf, timeOperators, type Measure, type Operators } from './operators.js';

/** `item_id`: the id of the item. */
export const itemId = columnType<never>({
  name: 'item_id',
  typename: 'ItemIdValue',
  text: ({ item }) => String(item.id),
  json: ({ item }) => ({ item_id: item.id }),
  orderSql: 'i.id',
  fields: { item_id: ({ item }: Cell) => item.id },
  operators: {
    is_empty: () => ({ sql: '0', values: [] }),
    is_not_empty: () => ({ sql: '1', values: [] }),
    ...sets(({ values }) => ({
      sql: 'i.id IN (SELECT value FROM json_each(?))',
      values: [JSON.stringify(values.flatMap((value) => numberOf(value) ?? []))],
    })),
    contains_terms: (rule) =>
      combine(
        'and',
        textsOf(rule).map((text) => ({ sql: 'instr(i.id, ?) > 0', values: [text] })),
      ),
  },
});

/** `auto_number`: the position of the item in the order of creation on its board. The schema has no type for it. */
export const autoNumber = columnType<never>({
  name: 'auto_number',
  typename: 'UnsupportedValue',
  text: ({ item }, reader) => String(numbersOf(item, reader).get(item.id) ?? ''),
  json: () => null,
  operators: {},
  orderSql: 'i.id',
});

/** `creation_log`: the creator of the item and the time of creation. */
export const creationLog = columnType<never>({
  name: 'creation_log',
  typename: 'CreationLogValue',
  text: ({ item }) => logText(item.created_at),
  json: ({ item }) => ({ created_at: isoTime(item.created_at), creator_id: item.creator_id }),
  fields: {
    created_at: ({ item }: Cell) => isoTime(item.created_at),
    creator_id: ({ item }: Cell) => item.creator_id,
    creator: ({ item }: Cell, _args: object, context) => findUser(context, item.creator_id),
  },
  operators: logOperators('i.created_at', 'i.creator_id'),
  orderSql: 'i.created_at',
});

/** `last_updated`: the user and time of the last change of the item. */
export const lastUpdated = columnType<never>({
  name: 'last_updated',
  typename: 'LastUpdatedValue',
  text: ({ item }) => logText(item.updated_at),
  json: ({ item }) => ({ updated_at: isoTime(item.updated_at), updater_id: item.updater_id }),
  fields: {
    updated_at: ({ item }: Cell) => isoTime(item.updated_at),
    updater_id: ({ item }: Cell) => item.updater_id,
    updater: ({ item }: Cell, _args: object, context) => findUser(context, item.updater_id),
  },
  operators: logOperators('i.updated_at', 'i.updater_id'),
  orderSql: 'i.updated_at',
});

/** Operators for times, as for dates; `any_of` rules can also contain people (`person-1`, `assigned_to_me`). */
function logOperators(time: string, person: string): Operators {
  const measure: Measure = { sql: time, where: (_rule, sql, values) => ({ sql, values }) };
  const times = timeOperators(measure);
  const byPerson = ({ values, context }: ColumnRule): Condition =>
    combine(
      'or',
      values.flatMap((value) => {
        const id =
          value === 'assigned_to_me' ? context.userId : Number(/^person-(\d+)$/.exec(String(value))?.[1]);
        return Number.isSafeInteger(id) ? { sql: `${person} = ?`, values: [id] } : [];
      }),
    );
  const anyOf = (rule: ColumnRule): Condition =>
    combine('or', [byPerson(rule), ...(times['any_of'] ? [times['any_of'](rule)] : [])]);
  return { ...times, any_of: anyOf, not_any_of: (rule) => not(anyOf(rule)) };
}

function logText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function numbersOf({ board_id }: ItemRow, reader: Reader): ReadonlyMap<number, number> {
  return reader.once(`auto numbers ${board_id}`, () => {
    const rows = reader.database.all<{ id: number }>(
      'SELECT id FROM items WHERE board_id = ? ORDER BY id',
      board_id,
    );
    return new Map(rows.map(({ id }, index) => [id, index + 1]));
  });
}
