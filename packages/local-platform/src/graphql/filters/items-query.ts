import { columnTypeOf } from '../column-types/index.js';
import { type GraphQLContext } from '../graphql-context.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { columnNotFound } from '../not-found.js';
import { columnsOf, type BoardRow, type Column } from '../store/index.js';
import { ALWAYS, combine, type Condition } from './condition.js';

/** `query_params` (docs/monday-platform.md#graphql-requests). */
export interface ItemsQuery extends RuleGroup {
  readonly ids?: readonly string[] | null;
  readonly order_by?:
    readonly { readonly column_id: string; readonly direction?: 'asc' | 'desc' | null }[] | null;
}

interface RuleGroup {
  readonly rules?: readonly Rule[] | null;
  readonly groups?: readonly RuleGroup[] | null;
  readonly operator?: 'and' | 'or' | null;
}

interface Rule {
  readonly column_id: string;
  readonly compare_value: unknown;
  readonly compare_attribute?: string | null;
  readonly operator?: string | null;
}

/** A sort key. */
export interface OrderKey {
  /** An SQL expression over `i`, `g` and the joined index; never null. */
  readonly sql: string;
  readonly descending: boolean;
}

/** The sort order of a query. */
export interface Order {
  readonly keys: readonly OrderKey[];
  /** The index entries to which the keys refer. */
  readonly joins: Condition;
}

const MAX_IDS = 100;
const MAX_RULES = 100;
const MAX_DEPTH = 5;

/** The condition for items that match the query. @throws GraphQLProblem if a rule cannot be applied */
export function conditionOf(query: ItemsQuery, board: BoardRow, context: GraphQLContext): Condition {
  const columns = columnsOf(context, board.id);
  const budget = { rules: MAX_RULES };
  const compile = (group: RuleGroup, depth: number): Condition => {
    if (depth > MAX_DEPTH) throw invalid(`Groups of rules can be nested ${MAX_DEPTH} deep.`);
    const parts = [
      ...(group.rules ?? []).map((rule) => {
        budget.rules -= 1;
        if (budget.rules < 0) throw invalid(`A query has at most ${MAX_RULES} rules.`);
        return ruleOf(rule, columns, context);
      }),
      ...(group.groups ?? []).map((inner) => compile(inner, depth + 1)),
    ];
    return parts.length === 0 ? ALWAYS : combine(group.operator ?? 'and', parts);
  };
  return combine('and', [idsOf(query), compile(query, 1)]);
}

/** The sort keys of the query, which precede the order of the board. Items without a value come last. */
export function orderOf(query: ItemsQuery, board: BoardRow, context: GraphQLContext): Order {
  const columns = columnsOf(context, board.id);
  const joined: Column[] = [];
  const keys = (query.order_by ?? []).flatMap(({ column_id, direction }): OrderKey[] => {
    const descending = direction === 'desc';
    if (column_id === '__creation_log__') return [{ sql: 'i.created_at', descending }];
    if (column_id === '__last_updated__') return [{ sql: 'i.updated_at', descending }];
    const column = columnOf(column_id, columns);
    const { orderSql, ordersByText } = columnTypeOf(column);
    if (orderSql !== undefined) return [{ sql: orderSql, descending }];
    const entry = `o${joined.push(column)}`;
    const key = ordersByText ? `ifnull(${entry}.text, '')` : `ifnull(${entry}.number, 0)`;
    return [
      { sql: `${entry}.item_id IS NULL`, descending: false },
      { sql: key, descending },
    ];
  });
  const joins = joined.map(
    (_column, index) =>
      `LEFT JOIN item_index o${index + 1} ON o${index + 1}.column_key = ? AND o${index + 1}.item_id = i.id`,
  );
  return { keys, joins: { sql: joins.join(' '), values: joined.map(({ key }) => key) } };
}

function idsOf({ ids }: ItemsQuery): Condition {
  if (!ids) return ALWAYS;
  if (ids.length > MAX_IDS) throw invalid(`At most ${MAX_IDS} ids at once.`);
  return { sql: 'i.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids.map(Number))] };
}

function ruleOf(rule: Rule, columns: readonly Column[], context: GraphQLContext): Condition {
  const operator = rule.operator ?? 'any_of';
  const values: unknown[] = Array.isArray(rule.compare_value) ? rule.compare_value : [rule.compare_value];
  if (rule.column_id === 'group') return groupRule(operator, values);
  const column = columnOf(rule.column_id, columns);
  const compile = columnTypeOf(column).operators[operator];
  if (!compile) {
    throw new GraphQLProblem(
      'InvalidArgumentException',
      `The operator ${operator} is not supported for columns of the type ${column.type}.`,
      { data: { column_id: column.id, column_type: column.type } },
    );
  }
  return compile({ column, values, attribute: rule.compare_attribute ?? undefined, context });
}

/** The group of an item can be filtered like a column, although it is not a column of the board. */
function groupRule(operator: string, values: readonly unknown[]): Condition {
  if (operator !== 'any_of' && operator !== 'not_any_of') {
    throw invalid(`The operator ${operator} is not supported for groups.`);
  }
  const not = operator === 'not_any_of' ? 'NOT ' : '';
  return {
    sql: `${not}g.id IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(values.map(String))],
  };
}

function columnOf(id: string, columns: readonly Column[]): Column {
  const column = columns.find((candidate) => candidate.id === id);
  if (!column) throw columnNotFound(id);
  return column;
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
