import { fieldsOf } from 'monday-persistence/json';
import { checkFields, checkFilter, checkTexts } from './argument-checks.js';
import { type Calls } from './calls.js';
import { columnsOf, itemsQueryOf, type ItemsFilter } from './items-filter.js';
import { type CallOptions } from './monday-calls.js';
import { readList } from './read-answer.js';
import { namingColumns } from './unknown-columns.js';

export type AggregateFunction =
  'COUNT_ITEMS' | 'COUNT' | 'COUNT_DISTINCT' | 'SUM' | 'AVERAGE' | 'MEDIAN' | 'MIN' | 'MAX';

export interface Aggregation {
  readonly boardId: string;
  /** What to calculate, by the name in the rows: `{ hours: ['SUM', 'numbers'], items: ['COUNT_ITEMS'] }`. */
  readonly select: Readonly<Record<string, readonly [AggregateFunction, columnId?: string]>>;
  /** One row for each value of these columns, which are in the rows under their ids. */
  readonly groupBy?: readonly string[];
  readonly filter?: ItemsFilter;
  /** Rows, at most. */
  readonly limit?: number;
}

/** A row of results by their names. */
export type AggregateRow = Readonly<Record<string, unknown>>;

const AGGREGATE = `query ($query: AggregateQueryInput!) { aggregate(query: $query) { results { entries { alias value {
  ... on AggregateBasicAggregationResult { result } ... on AggregateGroupByResult { value }
} } } } }`;

/** Calculates over the items of a board, at monday. */
export async function aggregate(
  calls: Calls,
  aggregation: Aggregation,
  options?: CallOptions,
): Promise<AggregateRow[]> {
  checkAggregation(aggregation);
  const { boardId, select, groupBy = [], filter = {}, limit } = aggregation;
  const query = {
    from: { type: 'TABLE', id: boardId },
    select: [
      ...groupBy.map((id) => columnElement(id)),
      ...Object.entries(select).map(([as, [name, id]]) => functionElement(as, name, id)),
    ],
    ...(groupBy.length > 0 && { group_by: groupBy.map((id) => ({ column_id: id })) }),
    ...(Object.keys(filter).length > 0 && { query: itemsQueryOf(filter) }),
    ...(limit !== undefined && { limit }),
  };
  const selected = Object.values(select).flatMap(([, id]) => id ?? []);
  return namingColumns(calls, boardId, [...selected, ...groupBy, ...columnsOf(filter)], async () => {
    const answer = await calls.query<{ aggregate?: unknown }>(AGGREGATE, { query }, options);
    return readList<{ entries?: unknown }>(fieldsOf(answer.aggregate)['results']).map(({ entries }) =>
      rowOf(entries),
    );
  });
}

/** @throws MondayArgumentError */
function checkAggregation(aggregation: Aggregation): void {
  checkFields(aggregation, 'aggregation');
  const { select, groupBy = [], filter = {} } = aggregation;
  checkFields(select, 'select');
  for (const [name, calculation] of Object.entries(select)) checkTexts(calculation, `select.${name}`);
  checkTexts(groupBy, 'groupBy');
  checkFilter(filter);
}

const columnElement = (id: string): object => ({ type: 'COLUMN', column: { column_id: id }, as: id });

const functionElement = (as: string, name: AggregateFunction, id: string | undefined): object => ({
  type: 'FUNCTION',
  function: { function: name, params: id === undefined ? [] : [columnElement(id)] },
  as,
});

function rowOf(entries: unknown): AggregateRow {
  const list = readList<{ alias?: unknown; value?: unknown }>(entries);
  return Object.fromEntries(
    list.map(({ alias, value }) => {
      const fields = fieldsOf(value);
      return [String(alias), fields['result'] ?? fields['value'] ?? null];
    }),
  );
}
