import { type GraphQLContext } from '../../graphql-context.js';
import { isoTime, pageBounds, properties, query, type Area, type PageArgs } from '../../resolvers/index.js';
import { timeOf, type LogRow } from '../boards/activity-logs.js';
import { requireAdmin } from '../users/user-access.js';
import { userById } from '../users/index.js';
import { AUDIT_EVENTS } from './audit-events.js';

interface LogsArgs extends PageArgs {
  readonly user_id?: string | null;
  readonly events?: readonly string[] | null;
  readonly ip_address?: string | null;
  readonly start_time?: string | null;
  readonly end_time?: string | null;
}

/** More are not returned, whatever the limit (docs/monday-platform.md#people). */
const MAX_LIMIT = 200;
const ADDRESS = '127.0.0.1';

/** What happened in the account that matters for its security, made from the activity log. */
export const auditArea: Area = {
  name: 'audit',
  resolvers: {
    Query: {
      audit_logs: query('account:read', auditLogs),
      audit_event_catalogue: query('account:read', () => AUDIT_EVENTS),
    },
    AuditEventCatalogueEntry: {
      ...properties('name', 'description'),
      metadata_details: () => ({}),
    },
    AuditLogPage: properties('logs', 'pagination'),
    Pagination: properties('page', 'page_size', 'has_more_pages', 'next_page_number'),
    AuditLogEntry: {
      ...properties('account_id'),
      timestamp: ({ created_at }: LogRow) => isoTime(created_at),
      user: ({ user_id }: LogRow, _args: object, context) => userById(user_id, context),
      event: ({ event }: LogRow) => nameOf(event),
      slug: (_row: LogRow, _args: object, { account }) => account.slug,
      ip_address: () => ADDRESS,
      activity_metadata: ({ data }: LogRow) => JSON.parse(data) as unknown,
      // The platform keeps nothing about the clients of its API.
      user_agent: () => null,
      client_name: () => null,
      client_version: () => null,
      os_name: () => null,
      os_version: () => null,
      device_name: () => null,
      device_type: () => null,
    },
  },
};

/** `Query.audit_logs`, newest first; unknown events match nothing. */
function auditLogs(args: LogsArgs, context: GraphQLContext): object {
  requireAdmin(context);
  const { page } = args;
  const { limit, offset } = pageBounds({ limit: Math.min(args.limit ?? 25, MAX_LIMIT), page });
  const { events, ip_address } = args;
  const isElsewhere = typeof ip_address === 'string' && ip_address !== ADDRESS;
  const sources = isElsewhere
    ? []
    : AUDIT_EVENTS.filter(({ name }) => events?.includes(name) ?? true).map(({ source }) => source);
  const rows = context.database.all<LogRow>(
    `SELECT * FROM activity_log WHERE account_id = ?1
       AND event IN (SELECT value FROM json_each(?2))
       AND (?3 IS NULL OR user_id = ?3) AND (?4 IS NULL OR created_at >= ?4) AND (?5 IS NULL OR created_at <= ?5)
     ORDER BY id DESC LIMIT ?6 OFFSET ?7`,
    context.accountId,
    JSON.stringify(sources),
    args.user_id ? Number(args.user_id) : null,
    timeOf(args.start_time),
    timeOf(args.end_time),
    limit + 1,
    offset,
  );
  const number = page ?? 1;
  const hasMore = rows.length > limit;
  return {
    logs: rows.slice(0, limit),
    pagination: {
      page: number,
      page_size: limit,
      has_more_pages: hasMore,
      next_page_number: hasMore ? number + 1 : null,
    },
  };
}

function nameOf(source: string): string | undefined {
  return AUDIT_EVENTS.find((event) => event.source === source)?.name;
}
