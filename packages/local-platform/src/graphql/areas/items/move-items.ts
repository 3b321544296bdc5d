import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  columnsOf,
  findBoard,
  subitemsOf,
  type BoardRow,
  type Column,
  type GroupRow,
  type ItemRow,
  type StoredValue,
} from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requireGroup, requireRoom } from './create-item.js';
import { requireItem, reread, type PlacedItem } from './item-access.js';
import {
  checkRelative,
  firstPosition,
  lastPosition,
  positionBeside,
  type PositionRelative,
} from './item-position.js';
import { subitemsPlace } from './subitems.js';
import { indexValue } from './write-values.js';

/** `Mutation.move_item_to_group`: moves an item to the end of a group of the same board. */
export function moveItemToGroup(
  { item_id, group_id }: { readonly item_id?: string | null; readonly group_id: string },
  context: GraphQLContext,
): ItemRow {
  const place = requireItem(item_id, context);
  const group = requireGroup(place.board, group_id, context);
  return put(place, group, lastPosition(group, context.database), context);
}

interface PositionArgs {
  readonly item_id: string;
  readonly relative_to?: string | null;
  readonly position_relative_method?: PositionRelative | null;
  readonly group_id?: string | null;
  readonly group_top?: boolean | null;
}

/** `Mutation.change_item_position`: moves an item next to another item, or to the top or bottom of a group. */
export function changeItemPosition(args: PositionArgs, context: GraphQLContext): ItemRow {
  const place = requireItem(args.item_id, context);
  checkRelative(args.position_relative_method, args.relative_to);
  if (args.relative_to !== null && args.relative_to !== undefined) {
    const target = requireItem(args.relative_to, context);
    if (target.board.id !== place.board.id || target.item.parent_id !== place.item.parent_id) {
      throw new GraphQLProblem('InvalidArgumentException', 'relative_to is not beside this item.');
    }
    const position = positionBeside(
      target.item,
      args.position_relative_method ?? 'after_at',
      context.database,
    );
    return put(place, target.group, position, context);
  }
  const group =
    args.group_id === null || args.group_id === undefined
      ? place.group
      : requireGroup(place.board, args.group_id, context);
  const position = args.group_top
    ? firstPosition(group, context.database)
    : lastPosition(group, context.database);
  return put(place, group, position, context);
}

function put(place: PlacedItem, group: GroupRow, position: number, context: GraphQLContext): ItemRow {
  context.database.update('items', ['id', place.item.id], {
    group_key: group.key,
    position,
    updated_at: context.now(),
    updater_id: context.userId,
  });
  const item = reread(place, context);
  if (group.key !== place.group.key) {
    context.changed({ kind: 'item_moved', board: place.board, item, group, from: place.group });
  }
  return item;
}

interface ColumnMapping {
  readonly source: string;
  readonly target?: string | null;
}

interface MoveToBoardArgs {
  readonly board_id: string;
  readonly group_id: string;
  readonly item_id: string;
  readonly columns_mapping?: readonly ColumnMapping[] | null;
  readonly subitems_columns_mapping?: readonly ColumnMapping[] | null;
}

/** Columns that cannot be mapped (docs/monday-platform.md#boards-groups-folders-and-docs). */
const UNMAPPED = new Set(['name', 'subtasks', 'formula']);

/** `Mutation.move_item_to_board`: moves values to the mapped columns; default: columns of the same type and title. */
export function moveItemToBoard(args: MoveToBoardArgs, context: GraphQLContext): ItemRow {
  const place = requireItem(args.item_id, context);
  if (place.item.parent_id !== null) {
    throw new GraphQLProblem('InvalidArgumentException', 'A subitem cannot be moved to another board.');
  }
  const board = requireBoard(args.board_id, context);
  const group = requireGroup(board, args.group_id, context);
  if (board.id === place.board.id) return put(place, group, lastPosition(group, context.database), context);
  requireRoom(board, context);
  const targets = targetsOf(place.board, board, args.columns_mapping, context);
  writeMoved(place.item, { board, group, targets }, context);
  moveSubitems(place.item, board, args.subitems_columns_mapping, context);
  const item = reread(place, context);
  context.changed({
    kind: 'item_moved_to_board',
    board,
    item,
    group,
    fromBoard: place.board,
    from: place.group,
  });
  return item;
}

/** Moves the subitems to the subitem board of the new board. */
function moveSubitems(
  parent: ItemRow,
  board: BoardRow,
  mapping: readonly ColumnMapping[] | null | undefined,
  context: GraphQLContext,
): void {
  for (const subitem of subitemsOf(context, parent.id)) {
    const from = findBoard(context, subitem.board_id);
    if (!from) throw new Error(`board ${subitem.board_id} is gone`);
    const place = subitemsPlace(board, context);
    writeMoved(subitem, { ...place, targets: targetsOf(from, place.board, mapping, context) }, context);
  }
}

function writeMoved(
  item: ItemRow,
  { board, group, targets }: { board: BoardRow; group: GroupRow; targets: ReadonlyMap<string, Column> },
  context: GraphQLContext,
): void {
  const { database } = context;
  const moved: Record<string, StoredValue> = {};
  for (const [id, stored] of Object.entries(item.values)) {
    const target = targets.get(id);
    if (target) moved[target.id] = stored;
  }
  database.run('DELETE FROM item_index WHERE item_id = ?', item.id);
  database.update('items', ['id', item.id], {
    board_id: board.id,
    group_key: group.key,
    position: lastPosition(group, database),
    column_values: JSON.stringify(moved),
    updated_at: context.now(),
    updater_id: context.userId,
  });
  database.run('UPDATE updates SET board_id = ? WHERE item_id = ?', board.id, item.id);
  for (const column of targets.values()) indexValue(database, item, column, moved[column.id]?.value);
}

/** Maps old columns to new ones; unmapped columns are missing. @throws GraphQLProblem if a mapping is invalid */
function targetsOf(
  from: BoardRow,
  to: BoardRow,
  mapping: readonly ColumnMapping[] | null | undefined,
  context: GraphQLContext,
): Map<string, Column> {
  const sources = columnsOf(context, from.id).filter(({ type }) => !UNMAPPED.has(type));
  const candidates = columnsOf(context, to.id).filter(({ type }) => !UNMAPPED.has(type));
  if (!mapping) {
    const pairs = sources.flatMap((source): [string, Column][] => {
      const target = candidates.find(({ type, title }) => type === source.type && title === source.title);
      return target ? [[source.id, target]] : [];
    });
    return new Map(pairs);
  }
  return new Map(
    mapping.flatMap(({ source, target }): [string, Column][] => {
      const column = sources.find(({ id }) => id === source);
      const wanted = candidates.find(({ id }) => id === target);
      if (!column || (target && !wanted)) throw badMapping(source, target);
      if (!wanted) return [];
      if (wanted.type !== column.type) throw badMapping(source, target);
      return [[source, wanted]];
    }),
  );
}

function badMapping(source: string, target: string | null | undefined): GraphQLProblem {
  return new GraphQLProblem(
    'InvalidArgumentException',
    `The column ${source} cannot be mapped to ${target ?? 'nothing'}.`,
    {
      data: { source, target: target ?? null },
    },
  );
}
