import { type GraphQLContext } from '../../graphql-context.js';
import { workspaceNotFound } from '../../not-found.js';
import { pageBounds, type PageArgs } from '../../resolvers/index.js';
import { type WorkspaceRow } from '../../store/index.js';
import { viewer } from '../boards/board-access.js';

/** Workspaces that the user may see: open ones (not for guests), and those of which the user or a team of the user is a member. */
const VISIBLE = `w.account_id = ?1 AND (
    (w.kind <> 'closed' AND NOT ?3)
    OR EXISTS (SELECT 1 FROM workspace_users WHERE workspace_id = w.id AND user_id = ?2)
    OR EXISTS (
      SELECT 1 FROM workspace_teams JOIN team_members USING (team_id) WHERE workspace_id = w.id AND user_id = ?2
    )
  )`;

/** The main workspace, which contains boards without another workspace. It has neither a row nor an id. */
export const MAIN_WORKSPACE = {
  id: null,
  name: 'Main workspace',
  description: null,
  kind: 'open',
  state: 'active',
  settings: null,
  created_at: null,
} as const;

export interface WorkspacesArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly kind?: string | null;
  readonly membership_kind?: 'all' | 'member' | null;
  readonly order_by?: 'created_at' | null;
  readonly query_params?: { readonly account_product_kind?: string | null } | null;
  readonly state?: string | null;
}

/** `Query.workspaces`, without the main workspace, which has no id. */
export function listWorkspaces(args: WorkspacesArgs, context: GraphQLContext): WorkspaceRow[] {
  const { limit, offset } = pageBounds(args);
  // The account has one product, work management, whose kind is `core`.
  if ((args.query_params?.account_product_kind ?? 'core') !== 'core') return [];
  return context.database.all<WorkspaceRow>(
    `SELECT * FROM workspaces w WHERE ${VISIBLE}
       AND (?4 = 'all' OR w.state = ?4)
       AND (?5 IS NULL OR w.id IN (SELECT value FROM json_each(?5)))
       AND (?6 IS NULL OR w.kind = ?6)
       AND (?7 = 'all' OR EXISTS (SELECT 1 FROM workspace_users WHERE workspace_id = w.id AND user_id = ?2))
     ORDER BY ${args.order_by === 'created_at' ? 'w.created_at DESC, w.id DESC' : 'w.id'} LIMIT ?8 OFFSET ?9`,
    ...viewer(context),
    args.state ?? 'active',
    args.ids ? JSON.stringify(args.ids.map(Number)) : null,
    args.kind ?? null,
    args.membership_kind ?? 'all',
    limit,
    offset,
  );
}

/** A workspace in any state that the user may see. */
export function findVisibleWorkspace(id: number | null, context: GraphQLContext): WorkspaceRow | undefined {
  if (id === null) return undefined;
  return context.once(`visible workspace ${id}`, () =>
    context.database.get<WorkspaceRow>(
      `SELECT * FROM workspaces w WHERE ${VISIBLE} AND w.id = ?4`,
      ...viewer(context),
      id,
    ),
  );
}

/** An active workspace that the user may see. @throws GraphQLProblem `InvalidWorkspaceIdException` */
export function requireWorkspace(id: string | number, context: GraphQLContext): WorkspaceRow {
  const workspace = findVisibleWorkspace(Number(id), context);
  if (workspace?.state === 'active') return workspace;
  throw workspaceNotFound(id);
}
