import { type SqlValue } from '../../../database/index.js';
import { foldCase } from '../../filters/condition.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { isoTime, properties, query, type Area, type FieldResolver } from '../../resolvers/index.js';
import {
  itemsById,
  type BoardRow,
  type UpdateRow,
  type UserRow,
  type WorkspaceRow,
} from '../../store/index.js';
import { timeOf } from '../boards/activity-logs.js';
import { findVisibleBoard, viewer, VISIBLE_BOARDS } from '../boards/board-access.js';
import { findVisibleDashboard, type DashboardRow } from '../dashboards/index.js';
import { requireDoc, type DocRow } from '../docs/doc-access.js';
import { type TimelineRow } from '../timeline/index.js';
import { findVisibleWorkspace } from '../workspaces/workspace-access.js';

interface SearchArgs {
  readonly query: string;
  readonly limit?: number | null;
  readonly date_range?: {
    readonly created_before?: string | null;
    readonly created_after?: string | null;
    readonly updated_before?: string | null;
    readonly updated_after?: string | null;
  } | null;
  readonly board_ids?: readonly string[] | null;
  readonly workspace_ids?: readonly string[] | null;
  readonly creator_ids?: readonly string[] | null;
  readonly kind?: string | null;
}

interface TimelineArgs extends SearchArgs {
  readonly item_ids?: readonly string[] | null;
  readonly type?: string | null;
  readonly product_kind?: string | null;
}

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** Searches all data that the user may access. Every word of the query must occur in the text, case-insensitively. */
export const searchArea: Area = {
  name: 'search',
  withoutEffect: {
    'SearchNamespace.overviews(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.items(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.boards(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.docs(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.workspaces(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.updates(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.users(strategy:)': 'Every search finds all that fits.',
    'SearchNamespace.timeline_items(strategy:)': 'Every search finds all that fits.',
  },
  resolvers: {
    Query: { search: query('boards:read', () => ({})) },
    SearchNamespace: {
      items: searchItems,
      boards: searchBoards,
      docs: searchDocs,
      workspaces: searchWorkspaces,
      updates: searchUpdates,
      users: searchUsers,
      timeline_items: searchTimeline,
      overviews: searchOverviews,
    },
    ...Object.fromEntries<Record<string, FieldResolver>>(
      ['Item', 'Board', 'Doc', 'Overview', 'Workspace', 'Update', 'User', 'TimelineItem'].flatMap(
        (kind): [string, Record<string, FieldResolver>][] => [
          [`Search${kind}Results`, properties('results')],
          [`Search${kind}Result`, properties('id', 'indexed_data', 'live_data')],
        ],
      ),
    ),
    SearchIndexedItem: properties('id', 'name', 'url', 'board_id', 'workspace_id'),
    SearchIndexedBoard: properties('id', 'name', 'description', 'workspace_id', 'creator_id', 'url'),
    SearchIndexedOverview: {
      ...properties('id', 'name', 'workspace_id'),
      kind: ({ kind }: DashboardRow) => kind.toLowerCase(),
      state: () => 'active',
      created_by: ({ creator_id }: DashboardRow) => creator_id,
      created_at: ({ created_at }: DashboardRow) => isoTime(created_at),
      updated_at: ({ created_at }: DashboardRow) => isoTime(created_at),
    } satisfies Record<string, FieldResolver>,
    SearchIndexedDoc: properties('id', 'name', 'workspace_id'),
    SearchIndexedWorkspace: properties('id', 'name', 'kind', 'description', 'state'),
    SearchIndexedUpdate: {
      ...properties('id', 'body', 'creator_id', 'item_id', 'board_id'),
      created_at: ({ created_at }: UpdateRow) => isoTime(created_at),
      updated_at: ({ updated_at }: UpdateRow) => isoTime(updated_at),
    } satisfies Record<string, FieldResolver>,
    SearchIndexedTimelineItem: {
      ...properties('id', 'account_id', 'item_id', 'board_id', 'title'),
      type: () => 'custom',
      product_kind: () => 'crm',
      summary: ({ summary }: TimelineRow) => summary ?? '',
      content: ({ content }: TimelineRow) => content ?? '',
      created_at: ({ created_at }: TimelineRow) => isoTime(created_at),
      updated_at: ({ created_at }: TimelineRow) => isoTime(created_at),
    } satisfies Record<string, FieldResolver>,
    SearchIndexedUser: properties('id', 'name', 'email'),
  },
};

interface Results {
  readonly results: readonly {
    readonly id: number;
    readonly indexed_data: object;
    readonly live_data: object;
  }[];
}

/** An SQL condition with its parameters. */
interface Part {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function searchItems(_source: object, args: SearchArgs, context: GraphQLContext): Results {
  // Searches the names and column texts of items. Words are looked up in the indexes instead of the items.
  const texts = words(args).map((word) => ({
    sql: `i.id IN (
      SELECT id FROM items WHERE account_id = ? AND state = 'active' AND ${contains('name')}
      UNION ALL SELECT item_id FROM item_index WHERE text IS NOT NULL AND instr(text, ?) > 0
    )`,
    values: [context.accountId, ...bothCases(word), foldCase(word)],
  }));
  const ids = select<{ id: number }>(
    `SELECT i.id FROM items i JOIN boards b ON b.id = i.board_id
     WHERE ${VISIBLE_BOARDS} AND b.state = 'active' AND i.state = 'active'`,
    [
      ...texts,
      ...inRange(args, 'i'),
      ...among('b.id', args.board_ids),
      ...among('b.workspace_id', args.workspace_ids),
    ],
    { name: 'i.name', time: 'i.updated_at', args },
    context,
  );
  const items = itemsById(
    context,
    ids.map(({ id }) => id),
  );
  return found(items, (item) => ({
    ...item,
    name: item.name,
    url: `https://${context.account.slug}.monday.com/boards/${item.board_id}/pulses/${item.id}`,
    workspace_id: findVisibleBoard(item.board_id, context)?.workspace_id ?? null,
  }));
}

function searchBoards(_source: object, args: SearchArgs, context: GraphQLContext): Results {
  const boards = select<BoardRow>(
    `SELECT b.* FROM boards b WHERE ${VISIBLE_BOARDS} AND b.state = 'active' AND b.type = 'board'`,
    [
      ...textParts(args, "b.name || ' ' || ifnull(b.description, '')"),
      ...inRange(args, 'b'),
      ...among('b.id', args.board_ids),
      ...among('b.workspace_id', args.workspace_ids),
    ],
    { name: 'b.name', time: 'b.updated_at', args },
    context,
  );
  return found(boards, (board: BoardRow) => ({
    ...board,
    url: `https://${context.account.slug}.monday.com/boards/${board.id}`,
  }));
}

function searchDocs(_source: object, args: SearchArgs, context: GraphQLContext): Results {
  const text = `b.name || ' ' || ifnull((
    SELECT group_concat(json_extract(delta.value, '$.insert'), ' ')
    FROM doc_blocks, json_each(doc_blocks.content, '$.deltaFormat') AS delta
    WHERE doc_blocks.doc_id = docs.id
  ), '')`;
  const ids = select<{ id: number }>(
    `SELECT docs.id FROM docs JOIN boards b ON b.id = docs.object_id
     WHERE ${VISIBLE_BOARDS} AND b.state = 'active'`,
    [...textParts(args, text), ...inRange(args, 'docs'), ...among('b.workspace_id', args.workspace_ids)],
    { name: 'b.name', time: 'docs.updated_at', args },
    context,
  );
  return found(
    ids.map(({ id }) => requireDoc(id, context)),
    (doc: DocRow) => doc,
  );
}

function searchOverviews(
  _source: object,
  args: SearchArgs & { readonly kinds?: readonly string[] | null },
  context: GraphQLContext,
): Results {
  const rows = select<DashboardRow>(
    'SELECT d.* FROM dashboards d WHERE d.account_id = ?1 AND (?2 OR 1) AND (?3 OR 1)',
    [
      ...textParts(args, 'd.name'),
      ...inRange(args, 'd', 'created_at'),
      ...among('d.workspace_id', args.workspace_ids),
      ...among('d.creator_id', args.creator_ids),
      ...(args.kinds
        ? [{ sql: 'lower(d.kind) IN (SELECT value FROM json_each(?))', values: [JSON.stringify(args.kinds)] }]
        : []),
    ],
    { name: 'd.name', time: 'd.created_at', args },
    context,
  );
  return found(
    rows.filter(({ id }) => findVisibleDashboard(id, context)),
    (row: DashboardRow) => row,
  );
}

function searchWorkspaces(_source: object, args: SearchArgs, context: GraphQLContext): Results {
  const rows = select<WorkspaceRow>(
    "SELECT w.* FROM workspaces w WHERE w.account_id = ?1 AND (?2 OR 1) AND (?3 OR 1) AND w.state = 'active'",
    [
      ...textParts(args, "w.name || ' ' || ifnull(w.description, '')"),
      ...inRange(args, 'w', 'created_at'),
      ...among('w.id', args.workspace_ids),
      ...(args.kind ? [{ sql: 'w.kind = ?', values: [args.kind] }] : []),
    ],
    { name: 'w.name', time: 'w.created_at', args },
    context,
  );
  return found(
    rows.filter(({ id }) => findVisibleWorkspace(id, context)),
    (workspace: WorkspaceRow) => workspace,
  );
}

function searchUpdates(_source: object, args: SearchArgs, context: GraphQLContext): Results {
  const updates = select<UpdateRow>(
    `SELECT u.* FROM updates u JOIN boards b ON b.id = u.board_id
     WHERE ${VISIBLE_BOARDS} AND b.state = 'active' AND u.item_id IS NOT NULL`,
    [
      ...textParts(args, 'u.text_body'),
      ...inRange(args, 'u'),
      ...among('u.board_id', args.board_ids),
      ...among('u.creator_id', args.creator_ids),
    ],
    { name: 'u.text_body', time: 'u.updated_at', args },
    context,
  );
  return found(updates, (update: UpdateRow) => update);
}

function searchTimeline(_source: object, args: TimelineArgs, context: GraphQLContext): Results {
  // The platform has one kind of timeline item.
  if ((args.type ?? 'custom') !== 'custom' || (args.product_kind ?? 'crm') !== 'crm') return { results: [] };
  const rows = select<TimelineRow>(
    `SELECT t.* FROM timeline_items t JOIN boards b ON b.id = t.board_id
     WHERE ${VISIBLE_BOARDS} AND b.state = 'active'`,
    [
      ...textParts(args, "t.title || ' ' || ifnull(t.summary, '') || ' ' || ifnull(t.content, '')"),
      ...inRange(args, 't', 'created_at'),
      ...among('t.board_id', args.board_ids),
      ...among('t.item_id', args.item_ids),
      ...among('b.workspace_id', args.workspace_ids),
    ],
    { name: 't.title', time: 't.created_at', args },
    context,
  );
  return found(rows, (row: TimelineRow) => row);
}

function searchUsers(_source: object, args: SearchArgs, context: GraphQLContext): Results {
  const users = select<UserRow>(
    'SELECT u.* FROM users u WHERE u.account_id = ?1 AND (?2 OR 1) AND (?3 OR 1) AND u.is_deleted = 0',
    [...textParts(args, "u.name || ' ' || u.email"), ...inRange(args, 'u', 'created_at')],
    { name: 'u.name', time: 'u.created_at', args },
    context,
  );
  return found(users, (user: UserRow) => user);
}

function found<Row extends { readonly id: number }>(
  rows: readonly Row[],
  indexed: (row: Row) => object,
): Results {
  return { results: rows.map((row) => ({ id: row.id, indexed_data: indexed(row), live_data: row })) };
}

/** Runs a search. Order: exact names, names that start with the query, most recently changed. */
function select<Row>(
  sql: string,
  parts: readonly Part[],
  { name, time, args }: { name: string; time: string; args: SearchArgs },
  context: GraphQLContext,
): Row[] {
  const limit = Math.min(Math.max(args.limit ?? DEFAULT_LIMIT, 0), MAX_LIMIT);
  const term = args.query.trim().toLowerCase();
  return context.database.all<Row>(
    `${sql} ${parts.map((part) => `AND (${part.sql})`).join(' ')}
     ORDER BY lower(${name}) = ? DESC, instr(lower(${name}), ?) = 1 DESC, ${time} DESC LIMIT ?`,
    ...viewer(context),
    ...parts.flatMap(({ values }) => values),
    term,
    term,
    limit,
  );
}

function words({ query: text }: SearchArgs): string[] {
  const all = text.split(/\s+/).filter((word) => word !== '');
  if (all.length > 0) return all;
  throw new GraphQLProblem('InvalidArgumentException', 'The query is empty.');
}

function textParts(args: SearchArgs, text: string): Part[] {
  return words(args).map((word) => ({ sql: contains(text), values: bothCases(word) }));
}

/** SQLite converts only ASCII letters to lower case, so a word with other letters is also searched in its original case. */
function contains(text: string): string {
  return `(instr(lower(${text}), ?) > 0 OR instr(${text}, ?) > 0)`;
}

function bothCases(word: string): [string, string] {
  return [word.toLowerCase(), word];
}

function among(column: string, ids: readonly string[] | null | undefined): Part[] {
  if (!ids) return [];
  return [
    { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids.map(Number))] },
  ];
}

function inRange({ date_range: range }: SearchArgs, table: string, updated = 'updated_at'): Part[] {
  const bounds = [
    [`${table}.created_at <`, range?.created_before],
    [`${table}.created_at >`, range?.created_after],
    [`${table}.${updated} <`, range?.updated_before],
    [`${table}.${updated} >`, range?.updated_after],
  ] as const;
  return bounds.flatMap(([sql, text]) => {
    const time = timeOf(text);
    return time === null ? [] : [{ sql: `${sql} ?`, values: [time] }];
  });
}
