import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { mutation, properties, type Area } from '../../resolvers/index.js';
import { type BoardRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';

/** A row of `board_views`. */
interface ViewRow {
  readonly id: number;
  readonly board_id: number;
  readonly name: string;
  readonly type: string;
  /** JSON text, as are `sort`, `filter` and `tags`. */
  readonly settings: string;
  readonly sort: string | null;
  readonly filter: string | null;
  readonly tags: string | null;
  readonly filter_user_id: number | null;
  readonly filter_team_id: number | null;
  readonly source_view_id: number | null;
  readonly access_level: string;
}

type ViewKind = 'APP' | 'DASHBOARD' | 'FORM' | 'TABLE';

interface ViewArgs {
  readonly board_id: string;
  readonly name?: string | null;
  readonly type?: ViewKind;
  readonly filter_user_id?: string | null;
  readonly filter_team_id?: string | null;
  readonly filter?: object | null;
  readonly sort?: readonly object[] | null;
  readonly tags?: readonly string[] | null;
  readonly settings?: unknown;
}

/** `BoardView.type` of each kind. INFER: those of dashboards and apps. */
const TYPES: Readonly<Record<ViewKind, string>> = {
  APP: 'AppBoardView',
  DASHBOARD: 'DashboardBoardView',
  FORM: 'FormBoardView',
  TABLE: 'TableBoardView',
};

const NAMES: Readonly<Record<ViewKind, string>> = {
  APP: 'App',
  DASHBOARD: 'Dashboard',
  FORM: 'Form',
  TABLE: 'Table',
};

/** Views of a board. They are stored and returned. */
export const viewsArea: Area = {
  name: 'views',
  unserved: ['ViewContext.ITEM'],
  withoutEffect: {
    'Mutation.create_view(context:)': 'Every view is one of a board.',
    'Mutation.create_view_table(context:)': 'Every view is one of a board.',
    'Mutation.update_view(context:)': 'Every view is one of a board.',
    'Mutation.update_view_table(context:)': 'Every view is one of a board.',
  },
  resolvers: {
    Mutation: {
      create_view: mutation('boards:write', createView),
      create_view_table: mutation('boards:write', createView),
      update_view: mutation('boards:write', updateView),
      update_view_table: mutation('boards:write', updateView),
      delete_view: mutation('boards:write', deleteView),
    },
    BoardView: {
      ...properties('id', 'name', 'type', 'access_level', 'source_view_id'),
      ...properties('filter_user_id', 'filter_team_id'),
      settings: ({ settings }: ViewRow) => JSON.parse(settings) as unknown,
      settings_str: ({ settings }: ViewRow) => settings,
      view_specific_data_str: () => '{}',
      sort: ({ sort }: ViewRow) => parsed(sort),
      filter: ({ filter }: ViewRow) => parsed(filter),
      tags: ({ tags }: ViewRow) => parsed(tags),
      context: () => 'BOARD',
    },
    Board: {
      views: (
        { id }: BoardRow,
        { ids, type }: { readonly ids?: readonly string[] | null; readonly type?: string | null },
        context,
      ) =>
        context.database
          .all<ViewRow>('SELECT * FROM board_views WHERE board_id = ? ORDER BY id', id)
          .filter((view) => (ids?.includes(String(view.id)) ?? true) && view.type === (type ?? view.type)),
    },
  },
};

export function createView(args: ViewArgs, context: GraphQLContext): ViewRow {
  const board = requireBoard(args.board_id, context);
  const kind = args.type ?? 'TABLE';
  const id = context.database.nextId('board_views');
  context.database.insert('board_views', {
    id,
    board_id: board.id,
    name: args.name ?? NAMES[kind],
    type: TYPES[kind],
    ...changesOf(args),
  });
  const view = requireView(board, String(id), context);
  context.changed({ kind: 'view_added', board, view });
  return view;
}

function updateView(args: ViewArgs & { readonly view_id: string }, context: GraphQLContext): ViewRow {
  const board = requireBoard(args.board_id, context);
  const view = requireView(board, args.view_id, context);
  if (args.type !== undefined && TYPES[args.type] !== view.type) {
    throw new GraphQLProblem('InvalidArgumentException', `The view is a ${view.type}.`);
  }
  context.database.update('board_views', ['id', view.id], {
    ...(typeof args.name === 'string' ? { name: args.name } : {}),
    ...changesOf(args),
  });
  const changed = requireView(board, args.view_id, context);
  context.changed({ kind: 'view_changed', board, view: changed });
  return changed;
}

function deleteView(
  { board_id, view_id }: { readonly board_id: string; readonly view_id: string },
  context: GraphQLContext,
): ViewRow {
  const board = requireBoard(board_id, context);
  const view = requireView(board, view_id, context);
  context.database.run('DELETE FROM board_views WHERE id = ?', view.id);
  context.changed({ kind: 'view_deleted', board, view });
  return view;
}

/** The given properties. */
function changesOf(args: ViewArgs): Record<string, string | number> {
  const json = Object.entries({
    settings: args.settings,
    sort: args.sort,
    filter: args.filter,
    tags: args.tags,
  }).map(([name, value]) => [name, isGiven(value) ? JSON.stringify(value) : undefined]);
  const ids = Object.entries({
    filter_user_id: args.filter_user_id,
    filter_team_id: args.filter_team_id,
  }).map(([name, value]) => [name, isGiven(value) ? Number(value) : undefined]);
  return Object.fromEntries([...json, ...ids].filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number
  >;
}

function requireView({ id: boardId }: BoardRow, id: string, { database }: GraphQLContext): ViewRow {
  const view = database.get<ViewRow>(
    'SELECT * FROM board_views WHERE id = ? AND board_id = ?',
    Number(id),
    boardId,
  );
  if (!view) throw new GraphQLProblem('ResourceNotFoundException', 'View not found');
  return view;
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}
