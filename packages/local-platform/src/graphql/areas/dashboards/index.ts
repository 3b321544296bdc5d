import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { isoTime, mutation, properties, query, times, type Area } from '../../resolvers/index.js';
import { checkProduct } from '../account/products.js';
import { requireBoard } from '../boards/board-access.js';
import { requireFolder } from '../folders/folder-access.js';
import { userById } from '../users/index.js';
import { findVisibleWorkspace, requireWorkspace } from '../workspaces/workspace-access.js';

/** A row of `dashboards`. */
export interface DashboardRow {
  readonly id: number;
  readonly workspace_id: number;
  readonly board_folder_id: number | null;
  readonly name: string;
  readonly kind: string;
  readonly creator_id: number;
  readonly created_at: number;
}

/** A row of `widgets`. */
interface WidgetRow {
  readonly id: number;
  readonly parent_kind: string;
  readonly parent_id: number;
  readonly kind: string;
  readonly name: string;
}

const WIDGETS = ['CHART', 'NUMBER', 'BATTERY', 'CALENDAR', 'GANTT', 'LISTVIEW', 'APP_FEATURE'];

/** Dashboards, which the API also calls overviews, and their widgets. They are stored, but not rendered. */
export const dashboardsArea: Area = {
  name: 'dashboards',
  unserved: [
    'Mutation.create_dashboard(flavor:)',
    'Mutation.create_dashboard(data_infra_version:)',
    'UpdateOverviewHierarchyAttributesInput.position',
  ],
  resolvers: {
    Query: {
      // INFER: monday returns the settings of each widget type.
      all_widgets_schema: query('boards:read', () =>
        WIDGETS.map((widget_type) => ({ widget_type, schema: { type: 'object' } })),
      ),
    },
    Mutation: {
      create_dashboard: mutation('boards:write', createDashboard),
      update_dashboard: mutation('boards:write', updateDashboard),
      delete_dashboard: mutation('boards:write', deleteDashboard),
      update_overview_hierarchy: mutation('boards:write', updateOverviewHierarchy),
      create_widget: mutation('boards:write', createWidget),
      delete_widget: mutation('boards:write', deleteWidget),
    },
    Dashboard: {
      ...properties('id', 'name', 'workspace_id', 'kind', 'board_folder_id'),
      flavor: () => null,
      data_infra_version: () => null,
    },
    Overview: {
      ...properties('id', 'name', 'workspace_id'),
      ...times('created_at'),
      folder_id: ({ board_folder_id }: DashboardRow) => board_folder_id,
      kind: ({ kind }: DashboardRow) => kind.toLowerCase(),
      state: () => 'active',
      updated_at: ({ created_at }: DashboardRow) => isoTime(created_at),
      creator: ({ creator_id }: DashboardRow, _args: object, context) => userById(creator_id, context),
    },
    UpdateOverviewHierarchy: properties('success', 'message', 'overview'),
    Widget: {
      ...properties('id', 'name', 'kind'),
      parent: ({ parent_kind, parent_id }: WidgetRow) => ({ kind: parent_kind, id: parent_id }),
    },
    WidgetParentOutput: properties('kind', 'id'),
    WidgetSchemaInfo: properties('widget_type', 'schema'),
  },
};

interface CreateArgs {
  readonly name: string;
  readonly workspace_id: string;
  readonly board_ids: readonly string[];
  readonly kind?: string | null;
  readonly board_folder_id?: string | null;
}

function createDashboard(args: CreateArgs, context: GraphQLContext): DashboardRow {
  const workspace = requireWorkspace(args.workspace_id, context);
  const folder = args.board_folder_id ? requireFolder(args.board_folder_id, context) : undefined;
  const boards = args.board_ids.map((id) => requireBoard(id, context));
  const id = context.database.nextId('dashboards');
  context.database.insert('dashboards', {
    id,
    account_id: context.accountId,
    workspace_id: workspace.id,
    board_folder_id: folder?.id ?? null,
    name: args.name,
    kind: args.kind ?? 'PUBLIC',
    board_ids: JSON.stringify(boards.map((board) => board.id)),
    creator_id: context.userId,
    created_at: context.now(),
  });
  return requireDashboard(String(id), context);
}

function updateDashboard(
  args: Partial<Omit<CreateArgs, 'board_ids'>> & { readonly id: string },
  context: GraphQLContext,
): DashboardRow {
  const before = requireDashboard(args.id, context);
  const workspace = args.workspace_id ? requireWorkspace(args.workspace_id, context) : undefined;
  const folder = args.board_folder_id ? requireFolder(args.board_folder_id, context) : undefined;
  context.database.update('dashboards', ['id', before.id], {
    name: args.name ?? before.name,
    kind: args.kind ?? before.kind,
    workspace_id: workspace?.id ?? before.workspace_id,
    board_folder_id: folder?.id ?? before.board_folder_id,
  });
  return requireDashboard(args.id, context);
}

interface HierarchyArgs {
  readonly overview_id: string;
  readonly attributes: {
    readonly account_product_id?: string | null;
    readonly folder_id?: string | null;
    readonly workspace_id?: string | null;
  };
}

/** `Mutation.update_overview_hierarchy`: moves a dashboard to another workspace or folder. */
function updateOverviewHierarchy(
  { overview_id, attributes }: HierarchyArgs,
  context: GraphQLContext,
): object {
  checkProduct(attributes.account_product_id, context);
  const overview = updateDashboard(
    {
      id: overview_id,
      workspace_id: attributes.workspace_id ?? undefined,
      board_folder_id: attributes.folder_id,
    },
    context,
  );
  return { success: true, message: 'Overview position updated successfully', overview };
}

function deleteDashboard({ id }: { readonly id: string }, context: GraphQLContext): boolean {
  const dashboard = requireDashboard(id, context);
  context.database.run("DELETE FROM widgets WHERE parent_kind = 'DASHBOARD' AND parent_id = ?", dashboard.id);
  context.database.run('DELETE FROM dashboards WHERE id = ?', dashboard.id);
  return true;
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
function requireDashboard(id: string, context: GraphQLContext): DashboardRow {
  const row = findVisibleDashboard(Number(id), context);
  if (row) return row;
  throw new GraphQLProblem('ResourceNotFoundException', 'Dashboard not found');
}

/** Private dashboards are visible to their creators only. */
export function findVisibleDashboard(id: number, context: GraphQLContext): DashboardRow | undefined {
  const row = context.database.get<DashboardRow>(
    'SELECT * FROM dashboards WHERE id = ? AND account_id = ?',
    id,
    context.accountId,
  );
  const isVisible =
    row !== undefined &&
    findVisibleWorkspace(row.workspace_id, context) !== undefined &&
    (row.kind === 'PUBLIC' || row.creator_id === context.userId);
  return isVisible ? row : undefined;
}

interface WidgetArgs {
  readonly parent: { readonly kind: 'DASHBOARD' | 'BOARD_VIEW'; readonly id: string };
  readonly kind: string;
  readonly name: string;
  readonly settings: unknown;
  readonly filter?: object | null;
}

function createWidget({ parent, ...widget }: WidgetArgs, context: GraphQLContext): WidgetRow {
  requireParent(parent, context);
  const row = {
    id: context.database.nextId('widgets'),
    parent_kind: parent.kind,
    parent_id: Number(parent.id),
    kind: widget.kind,
    name: widget.name,
  };
  context.database.insert('widgets', {
    ...row,
    account_id: context.accountId,
    settings: JSON.stringify(widget.settings),
    filter: widget.filter ? JSON.stringify(widget.filter) : null,
  });
  return row;
}

function requireParent({ kind, id }: WidgetArgs['parent'], context: GraphQLContext): void {
  if (kind === 'DASHBOARD') {
    requireDashboard(id, context);
    return;
  }
  const view = context.database.get<{ board_id: number }>(
    'SELECT board_id FROM board_views WHERE id = ?',
    Number(id),
  );
  if (!view) throw new GraphQLProblem('ResourceNotFoundException', 'View not found');
  requireBoard(view.board_id, context);
}

function deleteWidget({ id }: { readonly id: string }, context: GraphQLContext): boolean {
  const row = context.database.get<WidgetRow>(
    'SELECT * FROM widgets WHERE id = ? AND account_id = ?',
    Number(id),
    context.accountId,
  );
  if (!row) throw new GraphQLProblem('ResourceNotFoundException', 'Widget not found');
  requireParent(
    { kind: row.parent_kind as WidgetArgs['parent']['kind'], id: String(row.parent_id) },
    context,
  );
  context.database.run('DELETE FROM widgets WHERE id = ?', row.id);
  return true;
}
