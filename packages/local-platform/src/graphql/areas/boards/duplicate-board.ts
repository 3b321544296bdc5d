import { type SqlValue } from '../../../database/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import {
  BOARD_TEAMS,
  BOARD_USERS,
  findGroup,
  groupByKey,
  groupsOf,
  insertBoard,
  itemsOfGroup,
  subitemsOf,
  type BoardRow,
  type ItemRow,
  type NewBoard,
} from '../../store/index.js';
import { requireFolder } from '../folders/folder-access.js';
import { copyItem, copyUpdates } from '../items/duplicate-item.js';
import { subitemsBoard, subitemsColumn } from '../items/subitems.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { requireBoard } from './board-access.js';
import { checkBoardName } from './board-name.js';

interface DuplicateArgs {
  readonly board_id: string;
  readonly board_name?: string | null;
  readonly duplicate_type:
    | 'duplicate_board_with_pulses'
    | 'duplicate_board_with_pulses_and_updates'
    | 'duplicate_board_with_structure';
  readonly folder_id?: string | null;
  readonly workspace_id?: string | null;
  readonly keep_subscribers?: boolean | null;
}

/** A board and its copy. */
interface Copying {
  readonly from: BoardRow;
  readonly to: BoardRow;
}

/** `Mutation.duplicate_board`; the copy is complete when it returns. INFER: links between items lead to the originals. */
export function duplicateBoard(args: DuplicateArgs, context: GraphQLContext): object {
  const from = requireBoard(args.board_id, context);
  const folder = args.folder_id ? requireFolder(args.folder_id, context) : undefined;
  const workspace = args.workspace_id ? requireWorkspace(args.workspace_id, context) : undefined;
  const { to, subitems } = copyBoard(
    from,
    {
      name: checkBoardName(args.board_name ?? `Duplicate of ${from.name}`),
      folder_id: folder?.id ?? (workspace ? null : from.folder_id),
      workspace_id: workspace?.id ?? folder?.workspace_id ?? from.workspace_id,
    },
    context,
  );
  if (args.keep_subscribers) keepSubscribers({ from, to }, context);
  if (args.duplicate_type !== 'duplicate_board_with_structure') {
    copyItems({ from, to }, subitems, args.duplicate_type.endsWith('updates'), context);
  }
  const board = requireBoard(to.id, context);
  context.changed({ kind: 'board_created', board });
  return { board, is_async: false };
}

type Changes = Pick<BoardRow, 'name' | 'folder_id' | 'workspace_id'> & Partial<NewBoard>;

/** Copies a board with its columns, groups and views, and the board of its subitems, but no items. */
export function copyBoard(
  from: BoardRow,
  changes: Changes,
  context: GraphQLContext,
): { readonly to: BoardRow; readonly subitems: Copying | undefined } {
  const to = copyStructure(from, context, { ...changes, parent_board_id: null });
  const subitems = copySubitemsBoard({ from, to }, context);
  copyRows('board_views', { from, to }, ['id'], context);
  return { to, subitems };
}

function copyStructure(from: BoardRow, context: GraphQLContext, changes: Changes): BoardRow {
  const { board_kind, type, hierarchy_type, description, permissions, item_terminology } = from;
  const to = insertBoard(context, {
    ...{ board_kind, type, hierarchy_type, description, permissions, item_terminology },
    ...changes,
    creator_id: context.userId,
    created_from_board_id: from.id,
  });
  copyRows('columns', { from, to }, ['key'], context);
  copyRows('groups', { from, to }, ['key'], context);
  return to;
}

/** Copies the active rows of a table that belong to a board. @param without key columns, which the copies receive anew */
function copyRows(
  table: 'columns' | 'groups' | 'board_views',
  { from, to }: Copying,
  without: readonly string[],
  { database }: GraphQLContext,
): void {
  const rows = database.all<Record<string, SqlValue>>(`SELECT * FROM ${table} WHERE board_id = ?`, from.id);
  for (const row of rows) {
    if ('state' in row && row['state'] !== 'active') continue;
    const copy = Object.entries(row).filter(([name]) => !without.includes(name));
    const id: Record<string, number> = table === 'board_views' ? { id: database.nextId(table) } : {};
    database.insert(table, { ...Object.fromEntries(copy), ...id, board_id: to.id });
  }
}

/** The board of the subitems, and the column that shows them on the copy. */
function copySubitemsBoard({ from, to }: Copying, context: GraphQLContext): Copying | undefined {
  const original = subitemsBoard(from, context);
  if (!original) return undefined;
  const copy = copyStructure(original, context, {
    name: `Subitems of ${to.name}`,
    folder_id: null,
    workspace_id: to.workspace_id,
    parent_board_id: to.id,
  });
  const column = subitemsColumn(to, context);
  if (column) {
    const settings = JSON.stringify({ ...column.settings, boardIds: [copy.id] });
    context.database.update('columns', ['key', column.key], { settings });
  }
  return { from: original, to: copy };
}

function keepSubscribers({ from, to }: Copying, context: GraphQLContext): void {
  for (const members of [BOARD_USERS, BOARD_TEAMS]) members.copy(context, from.id, to.id);
}

function copyItems(
  { from, to }: Copying,
  subitems: Copying | undefined,
  withUpdates: boolean,
  context: GraphQLContext,
): void {
  const copy = (item: ItemRow, place: Copying, parentId: number | null): ItemRow | undefined => {
    const group = groupByKey(context, item.group_key);
    const target = group && findGroup(context, place.to.id, group.id);
    if (!target) return undefined;
    const { name, position } = item;
    const made = copyItem({ item, board: place.to, group: target }, { name, position, parentId }, context);
    if (withUpdates) copyUpdates(item, made, context);
    return made;
  };
  for (const group of groupsOf(context, from.id)) {
    for (const item of itemsOfGroup(context, group.key)) {
      const made = copy(item, { from, to }, null);
      const place = from.hierarchy_type === 'multi_level' ? { from, to } : subitems;
      if (!made || !place) continue;
      for (const subitem of subitemsOf(context, item.id)) copy(subitem, place, made.id);
    }
  }
}
