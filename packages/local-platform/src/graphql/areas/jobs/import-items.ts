import { cellOf, textOf } from '../../column-types/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  columnsOf,
  findColumn,
  groupsOf,
  itemsOfGroup,
  type BoardRow,
  type Column,
  type GroupRow,
  type ItemRow,
} from '../../store/index.js';
import { changeValues } from '../items/change-values.js';
import { insertItem, MAX_ITEMS, storeItem } from '../items/create-item.js';
import { checkName, readValue, type NewValues } from '../items/read-values.js';
import { checkNewItem } from '../validations/index.js';

/** `OnMatchInput` */
export interface OnMatch {
  readonly match_column_id: string;
  readonly behaviour: 'UPSERT' | 'SKIP';
}

export interface ImportPlan {
  readonly board: BoardRow;
  readonly group: GroupRow;
  /** Without: every row becomes an item. */
  readonly onMatch: OnMatch | undefined;
  /** Whether the app is told of the new items. */
  readonly isSilent: boolean;
}

/** `ItemsJobItemCounts` */
export interface ImportCounts {
  submitted: number;
  invalid: number;
  skipped: number;
  created: number;
  updated: number;
  failed: number;
}

/** Why nothing was imported. */
export interface ImportFailure {
  readonly reason: 'INVALID_UPLOAD' | 'BOARD_CAPACITY_EXCEEDED';
  readonly message: string;
}

/**
 * Makes an item of each row. The first row names the columns by their ids, `name` is the name of the item; a row with a value
 * that its column does not accept is left out. Runs in a transaction.
 */
export function importItems(
  rows: readonly (readonly string[])[],
  plan: ImportPlan,
  context: GraphQLContext,
): ImportCounts | ImportFailure {
  const [header = [], ...data] = rows;
  const columns = columnsOf(context, plan.board.id);
  const unknown = header.find((id) => !columns.some((column) => column.id === id));
  if (unknown !== undefined || !header.includes('name')) {
    const what = unknown === undefined ? 'There is no column name' : `The board has no column ${unknown}`;
    return { reason: 'INVALID_UPLOAD', message: `${what}.` };
  }
  const present = groupsOf(context, plan.board.id).flatMap(({ key }) => itemsOfGroup(context, key));
  if (present.length + data.length > MAX_ITEMS) {
    return { reason: 'BOARD_CAPACITY_EXCEEDED', message: `A board has at most ${MAX_ITEMS} items.` };
  }
  const known = plan.onMatch && textsOf(present, plan.onMatch.match_column_id, plan.board, context);
  const counts = { submitted: data.length, invalid: 0, skipped: 0, created: 0, updated: 0, failed: 0 };
  for (const row of data) counts[importRow(header, row, plan, known, context)] += 1;
  return counts;
}

type Outcome = 'invalid' | 'skipped' | 'created' | 'updated';

function importRow(
  header: readonly string[],
  row: readonly string[],
  plan: ImportPlan,
  known: Map<string, ItemRow> | undefined,
  context: GraphQLContext,
): Outcome {
  const matched = header.indexOf(plan.onMatch?.match_column_id ?? '');
  const key = row[matched]?.trim() ?? '';
  const item = key === '' ? undefined : known?.get(key);
  if (item && plan.onMatch?.behaviour === 'SKIP') return 'skipped';
  try {
    return context.database.transaction(() => {
      const values = readRow(header, row, plan.board, item, context);
      if (item) {
        const changed = changeValues({ board: plan.board, item }, values, context);
        known?.set(key, changed);
        return 'updated';
      }
      const added = addItem(values, plan, context);
      known?.set(key, added);
      return 'created';
    });
  } catch (error) {
    if (error instanceof GraphQLProblem) return 'invalid';
    throw error;
  }
}

function readRow(
  header: readonly string[],
  row: readonly string[],
  board: BoardRow,
  item: ItemRow | undefined,
  context: GraphQLContext,
): NewValues {
  const name = checkName(row[header.indexOf('name')]?.trim() ?? '');
  const values = header.flatMap((id, index) => {
    const column = findColumn(context, board.id, id);
    const text = row[index]?.trim() ?? '';
    if (!column || column.type === 'name' || text === '') return [];
    return [readValue(column, text, 'text', { createLabels: false, context, ...(item ? { item } : {}) })];
  });
  return { name, values };
}

/** INFER: an item that is imported silently is not logged, and the app is not told of it. */
function addItem(
  values: NewValues,
  { board, group, isSilent }: ImportPlan,
  context: GraphQLContext,
): ItemRow {
  const draft = { board, group, name: values.name ?? '', values };
  if (!isSilent) return storeItem(draft, context);
  const item = insertItem(draft, context);
  checkNewItem(board, item, context);
  return item;
}

/** The items of a board by the text of one column; of several items with the same text, the first. */
function textsOf(
  items: readonly ItemRow[],
  columnId: string,
  board: BoardRow,
  context: GraphQLContext,
): Map<string, ItemRow> {
  const column = findColumn(context, board.id, columnId);
  const texts = new Map<string, ItemRow>();
  if (!column) return texts;
  for (const item of items) {
    const text = shownText(item, column, context);
    if (text !== '' && !texts.has(text)) texts.set(text, item);
  }
  return texts;
}

function shownText(item: ItemRow, column: Column, context: GraphQLContext): string {
  return column.type === 'name' ? item.name : textOf(cellOf(item, column), context);
}
