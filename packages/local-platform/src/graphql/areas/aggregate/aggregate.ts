import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { unsupported } from '../../resolvers/index.js';
import { type ItemRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { type AggregateQuery, type SelectElement } from './aggregate-input.js';
import { rowsOf } from './aggregate-rows.js';
import { columnOf, numberOf, rowValue, type RowValue } from './row-values.js';

interface Entry {
  readonly alias: string;
  readonly value: { readonly __typename: string; readonly result?: number | null; readonly value?: unknown };
}

interface ResultSet {
  readonly entries: readonly Entry[];
}

/** `Query.aggregate`: groups the items of a board and calculates values for each group. */
export function aggregate(
  { query }: { readonly query: AggregateQuery },
  context: GraphQLContext,
): {
  results: ResultSet[];
} {
  if (query.from.type !== 'TABLE') throw unsupported(`AggregateFromElementType.${query.from.type}`);
  const board = requireBoard(query.from.id, context);
  const items = rowsOf(board, query, context);
  const keys = (query.group_by ?? []).map(({ column_id }) => keyElement(column_id, query));
  const hasAggregates = query.select.some(isAggregate);
  const groups =
    keys.length === 0 && !hasAggregates ? items.map((item) => [item]) : grouped(items, keys, context);
  if (groups.length === 0 && keys.length === 0 && hasAggregates) groups.push([]);
  const results = groups.map((group) => ({
    entries: query.select.map((element) => ({ alias: element.as, value: valueOf(element, group, context) })),
  }));
  return { results: inOrder(results, query).slice(0, limitOf(query)) };
}

/** Items are grouped by a column or by the select element of this name. */
function keyElement(name: string, { select }: AggregateQuery): SelectElement {
  const selected = select.find((element) => element.as === name);
  if (selected && !isAggregate(selected)) return selected;
  return { type: 'COLUMN', column: { column_id: name }, as: name };
}

/** Groups in the order of their first items. */
function grouped(
  items: readonly ItemRow[],
  keys: readonly SelectElement[],
  context: GraphQLContext,
): ItemRow[][] {
  if (keys.length === 0) return items.length === 0 ? [] : [[...items]];
  const groups = new Map<string, ItemRow[]>();
  for (const item of items) {
    const key = JSON.stringify(keys.map((element) => rowValue(element, item, context)));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function limitOf({ limit, group_by }: AggregateQuery): number {
  const limits = [limit, ...(group_by ?? []).map((entry) => entry.limit)].filter(
    (value) => typeof value === 'number',
  );
  if (limits.some((value) => value < 0)) {
    throw new GraphQLProblem('InvalidArgumentException', 'limit must be positive.');
  }
  return Math.min(Number.MAX_SAFE_INTEGER, ...limits);
}

/** `order_by` of the query orders the results if it names one of their entries. */
function inOrder(results: ResultSet[], { query }: AggregateQuery): ResultSet[] {
  const orders = query?.order_by ?? [];
  const plain = ({ entries }: ResultSet, alias: string): unknown => {
    const value = entries.find((entry) => entry.alias === alias)?.value;
    return value?.result ?? value?.value;
  };
  return [...results].sort((a, b) => {
    for (const { column_id, direction } of orders) {
      const compared = compare(plain(a, column_id), plain(b, column_id));
      if (compared !== 0) return direction === 'desc' ? -compared : compared;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [a, b].map((value) =>
    value === null || value === undefined ? '' : JSON.stringify(value),
  );
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
}

type Aggregation = (
  element: SelectElement,
  items: readonly ItemRow[],
  context: GraphQLContext,
) => number | null;

function isAggregate({ function: call }: SelectElement): boolean {
  return (
    call !== null && call !== undefined && (call.function in AGGREGATIONS || call.function === 'MIN_MAX')
  );
}

function valueOf(element: SelectElement, items: readonly ItemRow[], context: GraphQLContext): Entry['value'] {
  const name = element.function?.function ?? '';
  if (element.type === 'FUNCTION' && name === 'MIN_MAX') {
    const [min, max] = [minimum, maximum].map((of) => of(element, items, context));
    return { __typename: 'AggregateGroupByResult', value: { min, max } };
  }
  const calculate = element.type === 'FUNCTION' ? AGGREGATIONS[name] : undefined;
  if (calculate) {
    return { __typename: 'AggregateBasicAggregationResult', result: calculate(element, items, context) };
  }
  const [first] = items;
  return { __typename: 'AggregateGroupByResult', value: first ? rowValue(element, first, context) : null };
}

const minimum: Aggregation = (...args) => reduced(args, (numbers) => Math.min(...numbers));
const maximum: Aggregation = (...args) => reduced(args, (numbers) => Math.max(...numbers));

/** The functions that calculate one number from many items. */
const AGGREGATIONS: Readonly<Record<string, Aggregation>> = {
  COUNT_ITEMS: (_element, items) => items.length,
  COUNT_SUBITEMS: (_element, items, { database }) =>
    database.get<{ count: number }>(
      `SELECT count(*) AS count FROM items WHERE state = 'active' AND parent_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(items.map(({ id }) => id)),
    )?.count ?? 0,
  COUNT: (...args) => valuesOf(...args).length,
  COUNT_DISTINCT: (...args) => new Set(valuesOf(...args).map((value) => JSON.stringify(value))).size,
  COUNT_KEYS: (...args) =>
    valuesOf(...args).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0),
  SUM: (...args) => numbersOf(...args).reduce((sum, number) => sum + number, 0),
  AVERAGE: (...args) => reduced(args, (numbers) => sumOf(numbers) / numbers.length),
  MEDIAN: (...args) => reduced(args, medianOf),
  MIN: minimum,
  MAX: maximum,
};

function reduced(args: Parameters<Aggregation>, of: (numbers: readonly number[]) => number): number | null {
  const numbers = numbersOf(...args);
  return numbers.length === 0 ? null : of(numbers);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}

/** The values that are not empty. */
function valuesOf(...[element, items, context]: Parameters<Aggregation>): Exclude<RowValue, null>[] {
  const param = paramOf(element);
  return items.flatMap((item) => {
    const value = rowValue(param, item, context);
    return value === null || value === false ? [] : [value];
  });
}

function numbersOf(...[element, items, context]: Parameters<Aggregation>): number[] {
  const param = paramOf(element);
  const [first] = items;
  // All items are of one board.
  const column = first && param.type === 'COLUMN' ? columnOf(param, first, context) : undefined;
  const numbers: number[] = [];
  for (const item of items) {
    const value = column ? numberOf(column, item, context) : rowValue(param, item, context);
    if (typeof value === 'number') numbers.push(value);
  }
  return numbers;
}

function paramOf({ function: call }: SelectElement): SelectElement {
  const [param] = call?.params ?? [];
  if (param) return param;
  throw new GraphQLProblem('InvalidArgumentException', `${call?.function ?? 'The function'} needs a column.`);
}
