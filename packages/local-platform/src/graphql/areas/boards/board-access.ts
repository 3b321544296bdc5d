import { type SqlValue } from '../../../database/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { boardNotFound } from '../../not-found.js';
import { pageBounds, type PageArgs } from '../../resolvers/index.js';
import { findItem, type BoardRow, type ItemRow } from '../../store/index.js';

export interface BoardsArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly board_kind?: string | null;
  readonly state?: 'active' | 'all' | 'archived' | 'deleted' | null;
  readonly workspace_ids?: readonly (string | null)[] | null;
  readonly hierarchy_types?: readonly string[] | null;
  readonly order_by?: 'created_at' | 'used_at' | null;
  readonly latest?: boolean | null;
  readonly include_embedded_docs?: boolean | null;
}

/**
 * SQL condition for the boards `b` that a user may see; parameters: account, user, and whether the user is a guest. These
 * are public boards (not for guests) and boards to which the user or a team of the user is subscribed. A board of
 * subitems is visible if the board of the parent items is.
 */
export const VISIBLE_BOARDS = `b.account_id = ?1 AND (
    (b.board_kind = 'public' AND NOT ?3)
    OR EXISTS (SELECT 1 FROM board_users WHERE board_id IN (b.id, b.parent_board_id) AND user_id = ?2)
    OR EXISTS (
      SELECT 1 FROM board_teams JOIN team_members USING (team_id)
      WHERE board_id IN (b.id, b.parent_board_id) AND user_id = ?2
    )
  )`;

/** The parameters of {@link VISIBLE_BOARDS}. */
export function viewer({ accountId, userId, user }: GraphQLContext): SqlValue[] {
  return [accountId, userId, user.role === 'guest' ? 1 : 0];
}

/** `Query.boards`: the boards that the user may see; default order: oldest first. */
export function listBoards(args: BoardsArgs, context: GraphQLContext): BoardRow[] {
  const { limit, offset } = pageBounds(args);
  const order = ORDERS[args.order_by ?? 'id'];
  return context.database.all<BoardRow>(
    `SELECT * FROM boards b WHERE ${VISIBLE_BOARDS}
       AND (?4 = 'all' OR b.state = ?4)
       AND (?5 IS NULL OR b.id IN (SELECT value FROM json_each(?5)))
       AND (?6 IS NULL OR b.board_kind = ?6)
       AND (?7 IS NULL OR ifnull(b.workspace_id, 0) IN (SELECT value FROM json_each(?7)))
       AND (?8 IS NULL OR b.hierarchy_type IN (SELECT value FROM json_each(?8)))
       AND (?11 OR NOT EXISTS (SELECT 1 FROM docs WHERE object_id = b.id AND item_id IS NOT NULL))
     ORDER BY ${order} LIMIT ?9 OFFSET ?10`,
    ...viewer(context),
    args.state ?? 'active',
    idList(args.ids),
    args.board_kind ?? null,
    idList(args.workspace_ids),
    args.hierarchy_types ? JSON.stringify(args.hierarchy_types) : null,
    limit,
    offset,
    // Docs are boards, too. Docs that are embedded in an item are listed only if the query requests them.
    args.ids || args.include_embedded_docs ? 1 : 0,
  );
}

const ORDERS = {
  id: 'b.id',
  created_at: 'b.created_at DESC, b.id DESC',
  used_at: 'b.updated_at DESC, b.id DESC',
};

/** Numbers as JSON for `json_each`; a null is 0, which is no row's id. */
function idList(ids: readonly (string | null)[] | null | undefined): string | null {
  return ids ? JSON.stringify(ids.map(Number)) : null;
}

/** A board in any state, if the user may see it. */
export function findVisibleBoard(id: number, context: GraphQLContext): BoardRow | undefined {
  return context.once(`visible board ${id}`, () =>
    context.database.get<BoardRow>(
      `SELECT * FROM boards b WHERE ${VISIBLE_BOARDS} AND b.id = ?4`,
      ...viewer(context),
      id,
    ),
  );
}

/** An active board that the user may see. @throws GraphQLProblem `InvalidBoardIdException` */
export function requireBoard(id: string | number, context: GraphQLContext): BoardRow {
  const board = findVisibleBoard(Number(id), context);
  if (board?.state !== 'active') throw boardNotFound(id);
  return board;
}

/** An item in any state, with its board, if the user may see the board. */
export function findVisibleItem(
  id: number,
  context: GraphQLContext,
): { board: BoardRow; item: ItemRow } | undefined {
  const item = findItem(context, id);
  const board = item && findVisibleBoard(item.board_id, context);
  return board && { board, item };
}
