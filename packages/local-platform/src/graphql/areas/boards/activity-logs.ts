import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { pageBounds, type Area, type PageArgs } from '../../resolvers/index.js';
import { type BoardRow } from '../../store/index.js';

/** A row of `activity_log`. */
export interface LogRow {
  readonly id: number;
  readonly account_id: number;
  readonly board_id: number | null;
  readonly user_id: number;
  readonly entity: string;
  readonly event: string;
  /** JSON text. */
  readonly data: string;
  readonly created_at: number;
}

interface LogArgs extends PageArgs {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly column_ids?: readonly (string | null)[] | null;
  readonly group_ids?: readonly (string | null)[] | null;
  readonly item_ids?: readonly string[] | null;
  readonly user_ids?: readonly string[] | null;
}

const MAX_LIMIT = 10_000;

/** `Board.activity_logs`, newest first. */
export function activityLogs(board: BoardRow, args: LogArgs, { database }: GraphQLContext): LogRow[] {
  const { limit, offset } = pageBounds(args);
  if (limit > MAX_LIMIT) {
    throw new GraphQLProblem('InvalidArgumentException', `limit is at most ${MAX_LIMIT}.`);
  }
  return database.all<LogRow>(
    `SELECT * FROM activity_log WHERE board_id = ?1
       AND (?2 IS NULL OR created_at >= ?2) AND (?3 IS NULL OR created_at <= ?3)
       AND (?4 IS NULL OR column_id IN (SELECT value FROM json_each(?4)))
       AND (?5 IS NULL OR group_id IN (SELECT value FROM json_each(?5)))
       AND (?6 IS NULL OR item_id IN (SELECT value FROM json_each(?6)))
       AND (?7 IS NULL OR user_id IN (SELECT value FROM json_each(?7)))
     ORDER BY id DESC LIMIT ?8 OFFSET ?9`,
    board.id,
    timeOf(args.from),
    timeOf(args.to),
    jsonList(args.column_ids),
    jsonList(args.group_ids),
    jsonList(args.item_ids?.map(Number)),
    jsonList(args.user_ids?.map(Number)),
    limit,
    offset,
  );
}

/** An argument of the type `ISO8601DateTime`, in milliseconds. @throws GraphQLProblem */
export function timeOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new GraphQLProblem('InvalidArgumentException', `${text} is no time.`);
}

function jsonList(values: readonly unknown[] | null | undefined): string | null {
  return values ? JSON.stringify(values) : null;
}

/** The fields of `ActivityLogType`. Times are in units of 100 nanoseconds, as in monday's API. */
export const ACTIVITY_LOG_TYPE: Area['resolvers'][string] = {
  id: ({ id }: LogRow) => `${id}`,
  account_id: ({ account_id }: LogRow) => `${account_id}`,
  user_id: ({ user_id }: LogRow) => `${user_id}`,
  created_at: ({ created_at }: LogRow) => `${created_at}0000`,
  entity: ({ entity }: LogRow) => entity,
  event: ({ event }: LogRow) => event,
  data: ({ data }: LogRow) => data,
};
