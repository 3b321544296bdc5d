import { cellOf, columnTypeOf, textOf } from '../../column-types/index.js';
import { labelsOf } from '../../column-types/status.js';
import { styleOf } from '../../column-types/status-colors.js';
import { week } from '../../filters/dates.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnNotFound } from '../../not-found.js';
import { unsupported } from '../../resolvers/index.js';
import { columnsById, findAccount, groupByKey, type Column, type ItemRow } from '../../store/index.js';
import { type SelectElement } from './aggregate-input.js';

/** A value of one item; null if it is empty. */
export type RowValue = string | number | boolean | null | readonly (string | number)[];

/** The value of a select element of one item. @throws GraphQLProblem */
export function rowValue(element: SelectElement, item: ItemRow, context: GraphQLContext): RowValue {
  if (element.type === 'COLUMN') return columnValue(columnOf(element, item, context), item, context);
  const name = element.function?.function ?? 'NONE';
  const [param, second] = element.function?.params ?? [];
  if (!param) throw invalid(`${name} needs a column.`);
  const direct = param.type === 'COLUMN' ? CELL_FUNCTIONS[name] : undefined;
  if (direct) return direct(columnOf(param, item, context), item, context);
  const convert = VALUE_FUNCTIONS[name];
  if (!convert) throw unsupported(`AggregateSelectFunctionName.${name}`);
  const value = rowValue(param, item, context);
  return value === null ? null : convert(value, second ? rowValue(second, item, context) : null, context);
}

/** The pseudo column that contains the group of an item. */
const GROUP = 'group';
type Source = Column | typeof GROUP;

/** The column that an element names. @throws GraphQLProblem */
export function columnOf(element: SelectElement, item: ItemRow, context: GraphQLContext): Source {
  const id = element.column?.column_id ?? '';
  const column = columnsById(context, item.board_id).get(id);
  if (column) return column;
  if (id === GROUP || id === '__group__') return GROUP;
  throw columnNotFound(id);
}

/** The key that rows are grouped by. INFER: ids of labels and people (a list if there are several); otherwise the text. */
function columnValue(column: Source, item: ItemRow, context: GraphQLContext): RowValue {
  if (column === GROUP) return groupByKey(context, item.group_key)?.id ?? null;
  if (column.type === 'name') return item.name;
  const cell = cellOf(item, column);
  const value = cell.stored?.value;
  switch (column.type) {
    case 'status':
      return (value as { index: number } | undefined)?.index ?? null;
    case 'dropdown':
    case 'tags':
    case 'people':
    case 'team':
      return listOrOne(keysOf(column, item).map((key) => Number(String(key).replace(/^\D+/, ''))));
    case 'checkbox':
      return value !== undefined;
    case 'numbers':
    case 'rating':
    case 'vote':
      return numberOf(column, item, context);
    case 'date':
      return (value as { date?: string } | undefined)?.date ?? null;
    default:
      return textOf(cell, context) || null;
  }
}

function keysOf(column: Column, item: ItemRow): readonly (string | number)[] {
  const value = item.values[column.id]?.value;
  return value === undefined ? [] : (columnTypeOf(column).index?.(value, column).keys ?? []);
}

function listOrOne(values: readonly number[]): RowValue {
  if (values.length === 0) return null;
  return values.length === 1 ? (values[0] ?? null) : values;
}

/** The number of a cell for SUM, MIN and similar functions; times in milliseconds. */
export function numberOf(column: Source, item: ItemRow, context: GraphQLContext): number | null {
  if (column === GROUP) return null;
  switch (column.type) {
    case 'item_id':
      return item.id;
    case 'creation_log':
      return item.created_at;
    case 'last_updated':
      return item.updated_at;
    default: {
      const value = item.values[column.id]?.value;
      const number = value === undefined ? undefined : columnTypeOf(column).index?.(value, column).number;
      if (number !== undefined) return number;
      const text = column.type === 'name' ? '' : textOf(cellOf(item, column), context);
      return text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
    }
  }
}

type CellFunction = (column: Source, item: ItemRow, context: GraphQLContext) => RowValue;

/** Functions that read a part of a cell. */
const CELL_FUNCTIONS: Readonly<Record<string, CellFunction>> = {
  NONE: columnValue,
  RAW: columnValue,
  ID: columnValue,
  PERSON: columnValue,
  FIRST: columnValue,
  LABEL: (column, item, context) => {
    if (column === GROUP) return groupByKey(context, item.group_key)?.title ?? null;
    if (column.type === 'name') return item.name;
    return textOf(cellOf(item, column), context) || null;
  },
  COLOR: (column, item, context) => {
    if (column === GROUP) return groupByKey(context, item.group_key)?.color ?? null;
    const label = labelOf(column, item);
    return label ? styleOf(label.color).color : null;
  },
  ORDER: (column, item, context) => {
    if (column === GROUP) return groupByKey(context, item.group_key)?.position ?? null;
    return labelOf(column, item)?.index ?? numberOf(column, item, context);
  },
  IS_DONE: (column, item) => (column === GROUP ? null : (labelOf(column, item)?.is_done ?? false)),
  DATE: (column, item, context) => dayOf(numberOf(column, item, context)),
  START_DATE: (column, item, context) => dayOf(numberOf(column, item, context)),
  END_DATE: (column, item) => {
    const value = column === GROUP ? undefined : item.values[column.id]?.value;
    if (column === GROUP || value === undefined) return null;
    const { number, numberTo } = columnTypeOf(column).index?.(value, column) ?? {};
    return dayOf(numberTo ?? number ?? null);
  },
  HOUR: (column, item, context) => {
    const time = numberOf(column, item, context);
    return time === null ? null : new Date(time).getUTCHours();
  },
  PHONE_COUNTRY_SHORT_NAME: (column, item) => {
    const value = column === GROUP ? undefined : item.values[column.id]?.value;
    return (value as { countryShortName?: string } | undefined)?.countryShortName ?? null;
  },
  ...truncations(),
};

/** `DATE_TRUNC_DAY` and similar functions: the first day of the week, month, quarter or year that contains the day. */
function truncations(): Record<string, CellFunction> {
  const starts: Readonly<Record<string, (time: number, context: GraphQLContext) => number>> = {
    DAY: (time) => time,
    WEEK: (time, context) => week(time, 0, findAccount(context)?.first_day_of_the_week ?? 'monday').start,
    MONTH: (time) => startOf(time, 1),
    QUARTER: (time) => startOf(time, 3),
    YEAR: (time) => startOf(time, 12),
  };
  return Object.fromEntries(
    Object.entries(starts).map(([unit, start]) => [
      `DATE_TRUNC_${unit}`,
      (column: Source, item: ItemRow, context: GraphQLContext): RowValue => {
        const time = numberOf(column, item, context);
        return time === null ? null : dayOf(start(time - (time % 86_400_000), context));
      },
    ]),
  );
}

function startOf(time: number, months: number): number {
  const date = new Date(time);
  const month = date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month - (month % months), 1);
}

function dayOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().slice(0, 10);
}

function labelOf(column: Column, item: ItemRow): ReturnType<typeof labelsOf>[number] | undefined {
  if (column.type !== 'status') return undefined;
  const value = item.values[column.id]?.value as { index: number } | undefined;
  return labelsOf(column).find(({ id }) => id === value?.index);
}

type ValueFunction = (value: Exclude<RowValue, null>, second: RowValue, context: GraphQLContext) => RowValue;

/** Functions that accept a value of any source. */
const VALUE_FUNCTIONS: Readonly<Record<string, ValueFunction>> = {
  UPPER: (value) => String(value).toUpperCase(),
  LOWER: (value) => String(value).toLowerCase(),
  TRIM: (value) => String(value).trim(),
  LENGTH: (value) => String(value).length,
  FIRST: (value) => (Array.isArray(value) ? ((value as (string | number)[])[0] ?? null) : value),
  EQUALS: (value, second) => JSON.stringify(value) === JSON.stringify(second),
};

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
