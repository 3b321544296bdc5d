import { COLUMN_TYPES, columnTypeOf, type Cell } from '../../column-types/index.js';
import { isoTime, properties, type Area, type FieldResolver } from '../../resolvers/index.js';

/** What every `ColumnValue` has. */
const COMMON: Readonly<Record<string, FieldResolver>> = {
  id: ({ column }: Cell) => column.id,
  type: ({ column }: Cell) => column.type,
  column: ({ column }: Cell) => column,
  // INFER: true for what stands in the item itself; false for what is gathered from others.
  is_leaf: () => true,
  text: (cell: Cell, _args: object, context) => columnTypeOf(cell.column).text(cell, context),
  value: (cell: Cell, _args: object, context) => {
    const { json } = columnTypeOf(cell.column);
    const value = json ? json(cell, context) : cell.stored?.value;
    return value === undefined || value === null ? null : JSON.stringify(value);
  },
};

/** When the value was set; on those types of which the schema has it. */
const UPDATED_AT: Readonly<Record<string, FieldResolver>> = {
  updated_at: ({ stored }: Cell) => isoTime(stored?.at),
};

const WITH_UPDATED_AT = new Set(['DateValue', 'PeopleValue', 'StatusValue']);

/** The values of items, as their column types show them. */
export const columnValuesArea: Area = {
  name: 'column-values',
  resolvers: {
    ...Object.fromEntries(
      COLUMN_TYPES.map(({ typename, fields }) => [
        typename,
        { ...COMMON, ...(WITH_UPDATED_AT.has(typename) ? UPDATED_AT : {}), ...fields },
      ]),
    ),
    PeopleEntity: properties('id', 'kind'),
  },
};
