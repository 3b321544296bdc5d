import { statusLabel } from '../../column-types/status.js';
import { type GraphQLContext } from '../../graphql-context.js';
import {
  insertBoard,
  insertColumn,
  insertGroup,
  type BoardRow,
  type NewBoard,
  type NewColumn,
} from '../../store/index.js';
import { requireFolder } from '../folders/folder-access.js';
import { DEFAULT_COLOR } from '../groups/group-colors.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { requireBoard } from './board-access.js';
import { checkBoardName } from './board-name.js';
import { addTeams, addUsers } from './board-people.js';
import { copyBoard } from './duplicate-board.js';

interface CreateArgs {
  readonly board_name: string;
  readonly board_kind: BoardRow['board_kind'];
  readonly description?: string | null;
  readonly empty?: boolean | null;
  readonly template_id?: string | null;
  readonly folder_id?: string | null;
  readonly workspace_id?: string | null;
  readonly item_nickname?: { readonly preset_type?: string | null; readonly singular?: string | null } | null;
  readonly board_owner_ids?: readonly string[] | null;
  readonly board_owner_team_ids?: readonly string[] | null;
  readonly board_subscriber_ids?: readonly string[] | null;
  readonly board_subscriber_teams_ids?: readonly string[] | null;
}

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
 * `Mutation.create_board`: creates the default columns and groups or, with `empty`, the name column and one group, or those
 * of a template. INFER: every board of the account may be a template; the new board has no items, whereas monday may add
 * examples.
 */
export function createBoard(args: CreateArgs, context: GraphQLContext): BoardRow {
  const folder = args.folder_id ? requireFolder(args.folder_id, context) : undefined;
  const workspace = args.workspace_id ? requireWorkspace(args.workspace_id, context) : undefined;
  const template = args.template_id ? requireBoard(args.template_id, context) : undefined;
  const draft = {
    name: checkBoardName(args.board_name),
    board_kind: args.board_kind,
    description: args.description ?? null,
    folder_id: folder?.id ?? null,
    workspace_id: workspace?.id ?? folder?.workspace_id ?? null,
    item_terminology: args.item_nickname?.singular ?? args.item_nickname?.preset_type ?? null,
  };
  const board = template
    ? copyBoard(template, draft, context).to
    : addBoard(draft, args.empty === true, context);
  context.changed({ kind: 'board_created', board });
  addUsers(board, args.board_subscriber_ids ?? [], 'subscriber', context);
  addUsers(board, args.board_owner_ids ?? [], 'owner', context);
  addTeams(board, args.board_subscriber_teams_ids ?? [], 'subscriber', context);
  addTeams(board, args.board_owner_team_ids ?? [], 'owner', context);
  return board;
}

function addBoard(draft: Omit<NewBoard, 'creator_id'>, isEmpty: boolean, context: GraphQLContext): BoardRow {
  const board = insertBoard(context, { ...draft, creator_id: context.userId });
  const columns = [{ id: 'name', type: 'name', title: 'Name' }, ...(isEmpty ? [] : COLUMNS)];
  for (const column of columns) insertColumn(context, { board_id: board.id, ...column });
  for (const id of isEmpty ? ['topics'] : ['topics', 'group_title']) {
    insertGroup(context, { board_id: board.id, id, title: 'Group Title', color: DEFAULT_COLOR });
  }
  return board;
}
