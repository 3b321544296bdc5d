import { coerceInputValue, isInputType } from 'graphql';
import { type SqlValue } from '../../database/index.js';
import { findVisibleBoard } from '../areas/boards/board-access.js';
import { type FieldInfo } from '../execution/index.js';
import { type GraphQLContext } from '../graphql-context.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { itemsById, type BoardRow, type GroupRow, type ItemRow } from '../store/index.js';
import { readCursor, writeCursor, type ItemsCursor } from './cursor.js';
import { ALWAYS, NEVER, type Condition } from './condition.js';
import { walk as walkByValues } from './items-by-values.js';
import { conditionOf, orderOf, type ItemsQuery, type Order, type OrderKey } from './items-query.js';

export const MAX_LIMIT = 500;

export interface ItemsPageArgs {
  readonly limit: number;
  readonly cursor?: string | null;
  readonly query_params?: ItemsQuery | null;
  readonly hierarchy_scope_config?: string | null;
}

export interface ItemsPage {
  /** To the next page; null at the end. */
  readonly cursor: string | null;
  readonly items: readonly ItemRow[];
}

/** The board or group that contains the items. */
interface Scope {
  readonly board: BoardRow;
  readonly group?: GroupRow;
}

/** `items_page` of a board or a group: the first page of a query, or the page for a cursor. */
export function itemsPage(
  scope: Scope,
  args: ItemsPageArgs,
  context: GraphQLContext,
  info: FieldInfo,
): ItemsPage {
  const allItems = isAllItems(args.hierarchy_scope_config, scope.board);
  if (!isGiven(args.cursor)) {
    const walk = { groupKey: scope.group?.key, query: args.query_params ?? {}, allItems };
    return page(scope.board, walk, args.limit, context);
  }
  return pageOfCursor(args.cursor, args.limit, context, info);
}

/**
 * Whether a page has the items of all levels of a multi-level board, rather than those at the top. A classic board has its
 * subitems on another board; INFER: there the argument changes nothing. @throws GraphQLProblem
 */
export function isAllItems(scope: string | null | undefined, { hierarchy_type }: BoardRow): boolean {
  if (isGiven(scope) && scope !== 'allItems' && scope !== 'parentItems') {
    throw new GraphQLProblem(
      'InvalidArgumentException',
      'hierarchy_scope_config must be "allItems" or "parentItems".',
    );
  }
  return scope === 'allItems' && hierarchy_type === 'multi_level';
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** `Query.next_items_page` */
export function nextItemsPage(
  { cursor, limit }: { readonly cursor: string; readonly limit: number },
  context: GraphQLContext,
  info: FieldInfo,
): ItemsPage {
  return pageOfCursor(cursor, limit, context, info);
}

/** Cursors are not signed, so the board and the query in a cursor are checked as in any other query. */
function pageOfCursor(
  text: string,
  limit: number,
  context: GraphQLContext,
  { schema }: FieldInfo,
): ItemsPage {
  const cursor = readCursor(text, context.now());
  const board = findVisibleBoard(cursor.boardId, context);
  if (!board) throw new GraphQLProblem('ResourceNotFoundException', 'Board not found');
  const type = schema.getType('ItemsQuery');
  if (cursor.columns) return walkByValues(board, { ...cursor, columns: cursor.columns }, limit, context);
  const query = isInputType(type)
    ? (coerceInputValue(cursor.query ?? {}, type, () => {
        throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
      }) as ItemsQuery)
    : {};
  return page(board, { ...cursor, query }, limit, context);
}

type Walk = Pick<ItemsCursor, 'groupKey' | 'after' | 'columns' | 'allItems'> & { readonly query: ItemsQuery };

/** The sort order of the query; default: the order of the board. */
const BOARD_ORDER: readonly OrderKey[] = ['g.position', 'g.key', 'i.position', 'i.id'].map((sql) => ({
  sql,
  descending: false,
}));

/** Items of a board after a position, with the positions between them. */
export interface ItemsBatch {
  readonly items: readonly ItemRow[];
  /** The sort keys of the last item if there are more items. */
  readonly after: readonly SqlValue[] | undefined;
  /** The cursor of a page that ends before the item at this index. */
  readonly cursorBefore: (index: number) => string;
}

/** The next items, with a cursor for every position between them. */
export function itemsAfter(board: BoardRow, walk: Walk, limit: number, context: GraphQLContext): ItemsBatch {
  const { keys, joins } = orderOf(walk.query, board, context);
  const rows = selectKeys(board, walk, { keys: [...keys, ...BOARD_ORDER], joins }, limit + 1, context);
  const shown = rows.slice(0, limit);
  const { groupKey, query, columns, allItems } = walk;
  return {
    items: itemsById(
      context,
      shown.map((row) => Number(row.at(-1))),
    ),
    after: rows.length > limit ? shown.at(-1) : undefined,
    cursorBefore: (index) =>
      writeCursor(
        { boardId: board.id, groupKey, query, columns, allItems, after: shown[index - 1] ?? walk.after },
        context.now(),
      ),
  };
}

function page(board: BoardRow, walk: Walk, limit: number, context: GraphQLContext): ItemsPage {
  if (limit < 1 || limit > MAX_LIMIT) {
    throw new GraphQLProblem('InvalidArgumentException', `limit must be between 1 and ${MAX_LIMIT}.`);
  }
  // With all items, monday ignores the order and finds nothing without a rule (docs/monday-platform.md#filters).
  if (walk.allItems && !walk.query.rules?.length && !walk.query.groups?.length)
    return { cursor: null, items: [] };
  const { keys, joins } = orderOf(walk.allItems ? {} : walk.query, board, context);
  const order: Order = { keys: [...keys, ...BOARD_ORDER], joins };
  const rows = selectKeys(board, walk, order, limit + 1, context);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor =
    rows.length > limit && last
      ? writeCursor({ ...walk, boardId: board.id, after: last }, context.now())
      : null;
  const ids = shown.map((row) => Number(row.at(-1)));
  return { cursor, items: itemsById(context, ids) };
}

/** The sort keys of the items of a page; the last key is the id. */
function selectKeys(
  board: BoardRow,
  { groupKey, query, after, allItems }: Walk,
  { keys, joins }: Order,
  limit: number,
  context: GraphQLContext,
): SqlValue[][] {
  const condition = conditionOf(query, board, context);
  const start = after ? behind(keys, after) : ALWAYS;
  const group: Condition = groupKey === undefined ? ALWAYS : { sql: 'g.key = ?', values: [groupKey] };
  // This join order is the order of the board, which the indexes provide without sorting.
  const rows = context.database.all<Record<string, SqlValue>>(
    `SELECT ${keys.map(({ sql }, index) => `${sql} AS k${index}`).join(', ')}
     FROM groups g CROSS JOIN items i ON i.group_key = g.key ${joins.sql}
     WHERE g.board_id = ? AND g.state = 'active' AND i.state = 'active'
       ${board.type === 'sub_items_board' || allItems ? '' : 'AND i.parent_id IS NULL'}
       AND (${group.sql}) AND (${condition.sql}) AND (${start.sql})
     ORDER BY ${keys.map(({ descending }, index) => `k${index}${descending ? ' DESC' : ''}`).join(', ')}
     LIMIT ?`,
    ...joins.values,
    board.id,
    ...group.values,
    ...condition.values,
    ...start.values,
    limit,
  );
  return rows.map((row) => keys.map((_key, index) => row[`k${index}`] ?? null));
}

/** The condition for items after these sort keys. */
function behind(keys: readonly OrderKey[], after: readonly SqlValue[]): Condition {
  if (after.length !== keys.length) {
    throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
  }
  return keys.reduceRight<Condition>((rest, { sql, descending }, index) => {
    const last = after[index] ?? null;
    return {
      sql: `(${sql}) ${descending ? '<' : '>'} ? OR ((${sql}) = ? AND (${rest.sql}))`,
      values: [last, last, ...rest.values],
    };
  }, NEVER);
}
