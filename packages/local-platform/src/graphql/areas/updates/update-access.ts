import { decodeJson, encodeJson } from 'monday-persistence/json';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { pageBounds, type PageArgs } from '../../resolvers/index.js';
import { type BoardRow, type UpdateRow } from '../../store/index.js';
import { timeOf } from '../boards/activity-logs.js';
import { findVisibleItem, viewer, VISIBLE_BOARDS } from '../boards/board-access.js';

export interface UpdatesArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly from_date?: string | null;
  readonly to_date?: string | null;
  readonly board_updates_only?: boolean | null;
}

/** Restricts updates to a board or an item; default: all. */
interface Place {
  readonly boardId?: number;
  readonly itemId?: number;
}

/** Updates that the user may see, newest first, without replies. */
export function listUpdates(args: UpdatesArgs, place: Place, context: GraphQLContext): UpdateRow[] {
  const { limit, offset } = pageBounds(args);
  return select(
    {
      ...place,
      ids: args.ids,
      from: timeOf(args.from_date),
      to: timeOf(args.to_date),
      onlyOfBoard: args.board_updates_only === true,
    },
    { limit, offset },
    context,
  );
}

interface CursorArgs {
  readonly limit?: number | null;
  readonly cursor?: string | null;
}

const DEFAULT_LIMIT = 25;

/** `updates_page` of a board or an item. The cursor is the id of the last update. */
export function updatesPage(
  { limit, cursor }: CursorArgs,
  place: Place,
  context: GraphQLContext,
): { updates: UpdateRow[]; cursor: string | null } {
  const before = readCursor(cursor);
  const { limit: size } = pageBounds({ limit: limit ?? DEFAULT_LIMIT });
  const rows = select({ ...place, before }, { limit: size + 1, offset: 0 }, context);
  const updates = rows.slice(0, size);
  const last = updates.at(-1);
  return { updates, cursor: rows.length > size && last ? encodeJson(last.id) : null };
}

interface Selection extends Place {
  readonly ids?: readonly string[] | null;
  readonly from?: number | null;
  readonly to?: number | null;
  readonly before?: number;
  readonly onlyOfBoard?: boolean;
}

function select(
  { boardId, itemId, ids, from, to, before, onlyOfBoard }: Selection,
  { limit, offset }: { limit: number; offset: number },
  context: GraphQLContext,
): UpdateRow[] {
  return context.database.all<UpdateRow>(
    `SELECT updates.* FROM updates JOIN boards b ON b.id = updates.board_id
     LEFT JOIN items ON items.id = updates.item_id
     WHERE ${VISIBLE_BOARDS} AND b.state = 'active' AND updates.parent_id IS NULL
       AND ifnull(items.state, 'active') <> 'deleted'
       AND (?4 IS NULL OR updates.board_id = ?4 OR b.parent_board_id = ?4)
       AND (?5 IS NULL OR updates.item_id = ?5)
       AND (?6 IS NULL OR updates.id IN (SELECT value FROM json_each(?6)))
       AND (?7 IS NULL OR updates.created_at >= ?7) AND (?8 IS NULL OR updates.created_at <= ?8)
       AND (?9 IS NULL OR updates.id < ?9) AND (NOT ?10 OR updates.item_id IS NULL)
     ORDER BY updates.id DESC LIMIT ?11 OFFSET ?12`,
    ...viewer(context),
    boardId ?? null,
    itemId ?? null,
    ids ? JSON.stringify(ids.map(Number)) : null,
    from ?? null,
    to ?? null,
    before ?? null,
    onlyOfBoard ? 1 : 0,
    limit,
    offset,
  );
}

interface RepliesArgs extends PageArgs {
  readonly board_ids: readonly string[];
  readonly created_at_from?: string | null;
  readonly created_at_to?: string | null;
}

/** `Query.replies`: the replies on boards, newest first. */
export function listReplies(args: RepliesArgs, context: GraphQLContext): UpdateRow[] {
  const { limit, offset } = pageBounds(args);
  return context.database.all<UpdateRow>(
    `SELECT updates.* FROM updates JOIN boards b ON b.id = updates.board_id
     WHERE ${VISIBLE_BOARDS} AND updates.parent_id IS NOT NULL
       AND updates.board_id IN (SELECT value FROM json_each(?4))
       AND (?5 IS NULL OR updates.created_at >= ?5) AND (?6 IS NULL OR updates.created_at <= ?6)
     ORDER BY updates.id DESC LIMIT ?7 OFFSET ?8`,
    ...viewer(context),
    JSON.stringify(args.board_ids.map(Number)),
    timeOf(args.created_at_from),
    timeOf(args.created_at_to),
    limit,
    offset,
  );
}

/** The replies to an update, oldest first. */
export function repliesTo({ id }: UpdateRow, { database }: GraphQLContext): UpdateRow[] {
  return database.all<UpdateRow>('SELECT * FROM updates WHERE parent_id = ? ORDER BY id', id);
}

/** An update or reply with its board, if the user may see it. */
export function findVisibleUpdate(
  id: number,
  context: GraphQLContext,
): { update: UpdateRow; board: BoardRow } | undefined {
  const update = context.database.get<UpdateRow>(
    'SELECT * FROM updates WHERE id = ? AND account_id = ?',
    id,
    context.accountId,
  );
  const found = update?.item_id ? findVisibleItem(update.item_id, context) : undefined;
  return update && found && { update, board: found.board };
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
export function requireUpdate(id: string, context: GraphQLContext): UpdateRow {
  const found = findVisibleUpdate(Number(id), context);
  if (found) return found.update;
  throw new GraphQLProblem('ResourceNotFoundException', 'Update not found', {
    data: { resource_type: 'update', resource_id: id },
  });
}

function readCursor(cursor: string | null | undefined): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const id = Number(decodeJson(cursor));
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
}
