import { statusLabel } from '../../column-types/status.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { insertBoard, insertColumn, insertGroup, type BoardRow, type NewColumn } from '../../store/index.js';
import { requireFolder } from '../folders/folder-access.js';
import { DEFAULT_COLOR } from '../groups/group-colors.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { addTeams, addUsers } from './board-people.js';

interface CreateArgs {
  readonly board_name: string;
  readonly board_kind: BoardRow['board_kind'];
  readonly description?: string | null;
  readonly empty?: boolean | null;
  readonly folder_id?: string | null;
  readonly workspace_id?: string | null;
  readonly item_nickname?: { readonly preset_type?: string | null; readonly singular?: string | null } | null;
  readonly board_owner_ids?: readonly string[] | null;
  readonly board_owner_team_ids?: readonly string[] | null;
  readonly board_subscriber_ids?: readonly string[] | null;
  readonly board_subscriber_teams_ids?: readonly string[] | null;
}

const MAX_NAME_LENGTH = 255;

const LABELS = ['Working on it', 'Done', 'Stuck'];
/** The columns that monday creates on a board that is not empty. */
const COLUMNS: readonly Omit<NewColumn, 'board_id'>[] = [
  { id: 'person', type: 'people', title: 'Person' },
  {
    id: 'status',
    type: 'status',
    title: 'Status',
    settings: { labels: LABELS.map((label, id) => statusLabel(id, label, id)) },
  },
  { id: 'date4', type: 'date', title: 'Date' },
];

/**
 * `Mutation.create_board`: creates the default columns and groups or, with `empty`, the name column and one group.
 * INFER: the board has no items, whereas monday may add examples.
 */
export function createBoard(args: CreateArgs, context: GraphQLContext): BoardRow {
  const folder = args.folder_id ? requireFolder(args.folder_id, context) : undefined;
  const workspace = args.workspace_id ? requireWorkspace(args.workspace_id, context) : undefined;
  const board = insertBoard(context, {
    name: checkBoardName(args.board_name),
    board_kind: args.board_kind,
    description: args.description ?? null,
    creator_id: context.userId,
    folder_id: folder?.id ?? null,
    workspace_id: workspace?.id ?? folder?.workspace_id ?? null,
    item_terminology: args.item_nickname?.singular ?? args.item_nickname?.preset_type ?? null,
  });
  const columns = [{ id: 'name', type: 'name', title: 'Name' }, ...(args.empty ? [] : COLUMNS)];
  for (const column of columns) insertColumn(context, { board_id: board.id, ...column });
  for (const id of args.empty ? ['topics'] : ['topics', 'group_title']) {
    insertGroup(context, { board_id: board.id, id, title: 'Group Title', color: DEFAULT_COLOR });
  }
  context.changed({ kind: 'board_created', board });
  addUsers(board, args.board_subscriber_ids ?? [], 'subscriber', context);
  addUsers(board, args.board_owner_ids ?? [], 'owner', context);
  addTeams(board, args.board_subscriber_teams_ids ?? [], 'subscriber', context);
  addTeams(board, args.board_owner_team_ids ?? [], 'owner', context);
  return board;
}

/** @throws GraphQLProblem `CreateBoardException` */
export function checkBoardName(name: string): string {
  if (name.trim() !== '' && name.length <= MAX_NAME_LENGTH) return name;
  throw new GraphQLProblem(
    'CreateBoardException',
    `A board has a name of 1 to ${MAX_NAME_LENGTH} characters.`,
  );
}
