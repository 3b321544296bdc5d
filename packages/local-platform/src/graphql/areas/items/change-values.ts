import { type GraphQLContext } from '../../graphql-context.js';
import { itemNotFound } from '../../not-found.js';
import {
  columnsOf,
  findItem,
  groupByKey,
  itemsById,
  type BoardRow,
  type Column,
  type GroupRow,
  type ItemRow,
} from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { checkChangedItem } from '../validations/index.js';
import { checkName, parseJson, readValue, readValues, requireColumn, type NewValues } from './read-values.js';
import { indexValue, withValues, writeSettings } from './write-values.js';

interface ItemArgs {
  readonly board_id: string;
  readonly item_id?: string | null;
  readonly create_labels_if_missing?: boolean | null;
}

interface Target {
  readonly board: BoardRow;
  readonly item: ItemRow;
  readonly columns: readonly Column[];
}

/** `Mutation.change_column_value`: changes one value, given as JSON text. */
export function changeColumnValue(
  args: ItemArgs & { readonly column_id: string; readonly value: unknown },
  context: GraphQLContext,
): ItemRow {
  const target = requireTarget(args, context);
  const values = { [args.column_id]: parseJson(args.value) };
  return changeValues(target, readAll(target, values, args, context), context);
}

/** `Mutation.change_simple_column_value`: changes one value, given as plain text. */
export function changeSimpleColumnValue(
  args: ItemArgs & { readonly column_id: string; readonly value?: string | null },
  context: GraphQLContext,
): ItemRow {
  const target = requireTarget(args, context);
  const column = requireColumn(target.columns, args.column_id);
  const text = args.value ?? '';
  const options = { createLabels: args.create_labels_if_missing === true, context };
  const values =
    column.type === 'name'
      ? { name: checkName(text), values: [] }
      : { values: [readValue(column, text, 'text', options)] };
  return changeValues(target, values, context);
}

/** `Mutation.change_multiple_column_values`: changes all values or none. */
export function changeMultipleColumnValues(
  args: ItemArgs & { readonly column_values: unknown },
  context: GraphQLContext,
): ItemRow {
  const target = requireTarget(args, context);
  return changeValues(target, readAll(target, parseJson(args.column_values), args, context), context);
}

/** Stores new values and reports the changes. */
export function changeValues(
  { board, item }: Pick<Target, 'board' | 'item'>,
  { name, values }: NewValues,
  context: GraphQLContext,
): ItemRow {
  const { database, userId } = context;
  const now = context.now();
  const changed = values.filter(
    ({ column, value }) => JSON.stringify(item.values[column.id]?.value ?? null) !== JSON.stringify(value),
  );
  const isRenamed = name !== undefined && name !== item.name;
  if (changed.length === 0 && !isRenamed) return item;
  database.update('items', ['id', item.id], {
    name: name ?? item.name,
    column_values: JSON.stringify(withValues(item.values, changed, { at: now, by: userId })),
    updated_at: now,
    updater_id: userId,
  });
  writeSettings(database, changed);
  for (const { column, value } of changed) indexValue(database, item, column, value);
  checkChangedItem(board, item, new Set(changed.map(({ column }) => column.id)), context);
  const [after] = itemsById(context, [item.id]);
  const group = groupByKey(context, item.group_key);
  if (!after || !group) throw new Error(`item ${item.id} has no row or no group`);
  report({ board, before: item, after, group, isRenamed }, changed, context);
  return after;
}

interface Changed {
  readonly board: BoardRow;
  readonly before: ItemRow;
  readonly after: ItemRow;
  readonly group: GroupRow;
  readonly isRenamed: boolean;
}

function report(
  { board, before, after, group, isRenamed }: Changed,
  values: NewValues['values'],
  context: GraphQLContext,
): void {
  const place = { board, item: after, group };
  if (isRenamed) context.changed({ kind: 'name_changed', ...place, before: before.name });
  for (const { column, value } of values) {
    context.changed({
      kind: 'value_changed',
      ...place,
      column,
      before: before.values[column.id]?.value ?? null,
      after: value,
    });
  }
}

function requireTarget(args: ItemArgs, context: GraphQLContext): Target {
  const board = requireBoard(args.board_id, context);
  const item = findItem(context, Number(args.item_id ?? ''));
  if (item?.board_id !== board.id || item.state !== 'active') {
    throw itemNotFound(args.item_id);
  }
  return { board, item, columns: columnsOf(context, board.id) };
}

function readAll(target: Target, values: unknown, args: ItemArgs, context: GraphQLContext): NewValues {
  return readValues(target.columns, values, {
    createLabels: args.create_labels_if_missing === true,
    context,
    item: target.item,
  });
}
