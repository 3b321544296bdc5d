import { findVisibleBoard } from '../areas/boards/board-access.js';
import { cellOf, columnTypeOf, textOf } from '../column-types/index.js';
import { type GraphQLContext } from '../graphql-context.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { boardNotFound, columnNotFound } from '../not-found.js';
import { columnsOf, type BoardRow, type Column, type ItemRow } from '../store/index.js';
import { foldCase } from './condition.js';
import { readCursor, type ItemsCursor, type WantedValues } from './cursor.js';
import { isAllItems, itemsAfter, type ItemsPage, MAX_LIMIT } from './items-page.js';
import { type ItemsQuery } from './items-query.js';

interface ByValuesArgs {
  readonly board_id: string;
  readonly columns?: readonly WantedValues[] | null;
  readonly cursor?: string | null;
  readonly hierarchy_scope_config?: string | null;
  readonly limit: number;
}

/** Number of items read at a time during the search. */
const BATCH = 500;

/** `Query.items_page_by_column_values`: items that display one of the given texts in every given column. */
export function itemsByValues(args: ByValuesArgs, context: GraphQLContext): ItemsPage {
  const board = findVisibleBoard(Number(args.board_id), context);
  if (board?.state !== 'active') throw boardNotFound(args.board_id);
  if (args.cursor !== null && args.cursor !== undefined) {
    if (args.columns) throw invalid('columns and cursor cannot both be given.');
    const cursor = readCursor(args.cursor, context.now());
    if (cursor.boardId !== board.id || !cursor.columns) throw invalid('The cursor is not valid.');
    return walk(board, { ...cursor, columns: cursor.columns }, args.limit, context);
  }
  if (!args.columns) throw invalid('columns or cursor must be given.');
  const allItems = isAllItems(args.hierarchy_scope_config, board);
  return walk(board, { columns: args.columns, allItems }, args.limit, context);
}

type Search = Pick<ItemsCursor, 'after' | 'allItems'> & { readonly columns: readonly WantedValues[] };

/** The next page for a cursor of `items_page_by_column_values`. */
export function walk(
  board: BoardRow,
  { columns: wanted, after: start, allItems }: Search,
  limit: number,
  context: GraphQLContext,
): ItemsPage {
  if (limit < 1 || limit > MAX_LIMIT) throw invalid(`limit must be between 1 and ${MAX_LIMIT}.`);
  const columns = wanted.map(({ column_id, column_values }) => ({
    column: requireColumn(board, column_id, context),
    texts: new Set(column_values.map((text) => foldCase(text ?? ''))),
  }));
  const query = prefilter(columns);
  const items: ItemRow[] = [];
  let after = start;
  for (;;) {
    const batch = itemsAfter(board, { query, after, allItems, columns: wanted }, BATCH, context);
    for (const [index, item] of batch.items.entries()) {
      if (!columns.every(({ column, texts }) => texts.has(foldCase(shown(item, column, context))))) continue;
      if (items.length === limit) return { items, cursor: batch.cursorBefore(index) };
      items.push(item);
    }
    if (batch.after === undefined) return { items, cursor: null };
    after = batch.after;
  }
}

interface Wanted {
  readonly column: Column;
  readonly texts: ReadonlySet<string>;
}

/** Preselects items by the index: their text contains one of the given texts. */
function prefilter(columns: readonly Wanted[]): ItemsQuery {
  const rules = columns
    .filter(
      ({ column, texts }) =>
        columnTypeOf(column).operators['contains_text'] !== undefined && !texts.has('') && texts.size > 0,
    )
    .map(({ column, texts }) => ({
      column_id: column.id,
      operator: 'contains_text',
      compare_value: [...texts],
    }));
  return { rules };
}

function shown(item: ItemRow, column: Column, context: GraphQLContext): string {
  return column.type === 'name' ? item.name : textOf(cellOf(item, column), context);
}

function requireColumn(board: BoardRow, id: string, context: GraphQLContext): Column {
  const column = columnsOf(context, board.id).find((candidate) => candidate.id === id);
  if (column) return column;
  throw columnNotFound(id);
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
