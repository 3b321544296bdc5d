import { type GraphQLContext } from '../../graphql-context.js';
import {
  columnsOf,
  groupsOf,
  insertBoard,
  insertColumn,
  insertGroup,
  type BoardRow,
  type Column,
  type GroupRow,
  type ItemRow,
} from '../../store/index.js';
import { statusLabel } from '../../column-types/status.js';
import { addItem } from './create-item.js';
import { requireItem } from './item-access.js';
import { checkName } from './read-values.js';

interface CreateSubitemArgs {
  readonly parent_item_id: string;
  readonly item_name: string;
  readonly column_values?: unknown;
  readonly create_labels_if_missing?: boolean | null;
}

/** Properties of the `subtasks` column that monday creates. */
const COLUMN_ID = 'subitems';
const FIRST_LABELS = ['Working on it', 'Done', 'Stuck'];

/** `Mutation.create_subitem`. The first subitem of a board creates the subitem board. */
export function createSubitem(args: CreateSubitemArgs, context: GraphQLContext): ItemRow {
  const { board, item: parent, group } = requireItem(args.parent_item_id, context);
  const name = checkName(args.item_name);
  const place = board.hierarchy_type === 'multi_level' ? { board, group } : subitemsPlace(board, context);
  return addItem({ ...place, name, parentId: parent.id }, args, context);
}

/** The subitem board of a board, and its only group. */
export function subitemsPlace(
  board: BoardRow,
  context: GraphQLContext,
): { board: BoardRow; group: GroupRow } {
  const subitems = subitemsBoard(board, context) ?? createSubitemsBoard(board, context);
  const [group] = groupsOf(context, subitems.id);
  if (!group) throw new Error(`the board ${subitems.id} has no group`);
  return { board: subitems, group };
}

export function subitemsBoard(board: BoardRow, { database }: GraphQLContext): BoardRow | undefined {
  return database.get<BoardRow>(
    "SELECT * FROM boards WHERE parent_board_id = ? AND type = 'sub_items_board' AND state = 'active'",
    board.id,
  );
}

function createSubitemsBoard(parent: BoardRow, context: GraphQLContext): BoardRow {
  const board = insertBoard(context, {
    name: `Subitems of ${parent.name}`,
    creator_id: context.userId,
    workspace_id: parent.workspace_id,
    parent_board_id: parent.id,
    board_kind: parent.board_kind,
    type: 'sub_items_board',
  });
  insertGroup(context, { board_id: board.id, id: 'topics', title: 'Subitems', color: '#579bfc' });
  const columns = [
    { id: 'name', type: 'name', title: 'Name' },
    { id: 'person', type: 'people', title: 'Owner' },
    {
      id: 'status',
      type: 'status',
      title: 'Status',
      settings: { labels: FIRST_LABELS.map((label, id) => statusLabel(id, label, id)) },
    },
    { id: 'date0', type: 'date', title: 'Date' },
  ];
  for (const column of columns) insertColumn(context, { board_id: board.id, ...column });
  if (!subitemsColumn(parent, context)) {
    insertColumn(context, {
      board_id: parent.id,
      id: COLUMN_ID,
      type: 'subtasks',
      title: 'Subitems',
      settings: { boardIds: [board.id] },
    });
  }
  return board;
}

/** The `subtasks` column of a board. */
export function subitemsColumn(board: BoardRow, context: GraphQLContext): Column | undefined {
  return columnsOf(context, board.id).find(({ type }) => type === 'subtasks');
}
