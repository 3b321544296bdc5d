import { randomUUID } from 'node:crypto';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { mutation, pageBounds, properties, query, times, type Area } from '../../resolvers/index.js';
import { timeOf } from '../boards/activity-logs.js';
import { findVisibleBoard, findVisibleItem } from '../boards/board-access.js';
import { requireItem } from '../items/item-access.js';
import { userById } from '../users/index.js';
import { requireUsers } from '../users/user-access.js';

/** A row of `timeline_items`: something that happened to an item outside of monday. */
export interface TimelineRow {
  readonly id: number;
  readonly item_id: number;
  readonly board_id: number;
  readonly user_id: number;
  readonly custom_activity_id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly content: string | null;
  readonly created_at: number;
}

/** A row of `custom_activities`: a kind of timeline item that the account defined. */
interface ActivityRow {
  readonly id: string;
  readonly name: string;
  readonly icon_id: string;
  readonly color: string;
}

/** Timelines of items (Emails & Activities). */
export const timelineArea: Area = {
  name: 'timeline',
  unserved: ['Query.timeline(skipConnectedItems:)'],
  withoutEffect: {
    'Mutation.create_timeline_item(location:)': 'No field of a timeline item shows it.',
    'Mutation.create_timeline_item(phone:)': 'No field of a timeline item shows it.',
    'Mutation.create_timeline_item(url:)': 'No field of a timeline item shows it.',
    'Mutation.create_timeline_item(time_range:)': 'No field of a timeline item shows it.',
  },
  resolvers: {
    Query: {
      custom_activity: query('boards:read', listActivities),
      timeline_item: query<{ id: string }>(
        'boards:read',
        ({ id }, context) => findTimelineItem(id, context) ?? null,
      ),
      timeline: query<{ id: string }>(
        'boards:read',
        ({ id }, context) => findVisibleItem(Number(id), context)?.item ?? null,
      ),
    },
    Mutation: {
      create_custom_activity: mutation('boards:write', createActivity),
      delete_custom_activity: mutation('boards:write', deleteActivity),
      create_timeline_item: mutation('boards:write', createTimelineItem),
      delete_timeline_item: mutation('boards:write', deleteTimelineItem),
    },
    CustomActivity: { ...properties('id', 'name', 'icon_id', 'color'), type: () => 'custom' },
    TimelineItem: {
      ...properties('id', 'title', 'content', 'custom_activity_id'),
      ...times('created_at'),
      type: () => 'custom',
      item: ({ item_id }: TimelineRow, _args: object, context) => findVisibleItem(item_id, context)?.item,
      board: ({ board_id }: TimelineRow, _args: object, context) => findVisibleBoard(board_id, context),
      user: ({ user_id }: TimelineRow, _args: object, context) => userById(user_id, context),
      // Only emails have it; the platform has no emails.
      metadata: () => null,
    },
    TimelineResponse: { timeline_items_page: timelinePage },
    TimelineItemsPage: properties('timeline_items', 'cursor'),
  },
};

interface ActivitiesArgs {
  readonly ids?: readonly string[] | null;
  readonly name?: string | null;
  readonly icon_id?: string | null;
  readonly color?: string | null;
}

function listActivities(args: ActivitiesArgs, { database, accountId }: GraphQLContext): ActivityRow[] {
  return database
    .all<ActivityRow>('SELECT * FROM custom_activities WHERE account_id = ? ORDER BY rowid', accountId)
    .filter(
      ({ id, name, icon_id, color }) =>
        (args.ids?.includes(id) ?? true) &&
        name === (args.name ?? name) &&
        icon_id === (args.icon_id ?? icon_id) &&
        color === (args.color ?? color),
    );
}

function createActivity(
  { name, icon_id, color }: Omit<ActivityRow, 'id'>,
  { database, accountId }: GraphQLContext,
): ActivityRow {
  if (name.trim() === '') throw new GraphQLProblem('InvalidArgumentException', 'An activity has a name.');
  const activity = { id: randomUUID(), name, icon_id, color };
  database.insert('custom_activities', { ...activity, account_id: accountId });
  return activity;
}

function deleteActivity({ id }: { readonly id: string }, context: GraphQLContext): ActivityRow {
  const activity = requireActivity(id, context);
  context.database.run('DELETE FROM custom_activities WHERE id = ?', id);
  return activity;
}

function requireActivity(id: string, context: GraphQLContext): ActivityRow {
  const [activity] = listActivities({ ids: [id] }, context);
  if (activity) return activity;
  throw new GraphQLProblem('ResourceNotFoundException', 'Custom activity not found');
}

interface CreateArgs {
  readonly item_id: string;
  readonly user_id?: number | null;
  readonly title: string;
  readonly timestamp: string;
  readonly summary?: string | null;
  readonly content?: string | null;
  readonly custom_activity_id: string;
}

function createTimelineItem(args: CreateArgs, context: GraphQLContext): TimelineRow {
  const { board, item } = requireItem(args.item_id, context);
  const activity = requireActivity(args.custom_activity_id, context);
  const [user] = args.user_id ? requireUsers([String(args.user_id)], context) : [];
  const row = {
    id: context.database.nextId('timeline_items'),
    item_id: item.id,
    board_id: board.id,
    user_id: user?.id ?? context.userId,
    custom_activity_id: activity.id,
    title: args.title,
    summary: args.summary ?? null,
    content: args.content ?? null,
    created_at: timeOf(args.timestamp) ?? context.now(),
  };
  context.database.insert('timeline_items', { ...row, account_id: context.accountId });
  return row;
}

function deleteTimelineItem({ id }: { readonly id: string }, context: GraphQLContext): TimelineRow {
  const row = findTimelineItem(id, context);
  if (!row) throw new GraphQLProblem('ResourceNotFoundException', 'Timeline item not found');
  context.database.run('DELETE FROM timeline_items WHERE id = ?', row.id);
  return row;
}

function findTimelineItem(id: string, context: GraphQLContext): TimelineRow | undefined {
  const row = context.database.get<TimelineRow>(
    'SELECT * FROM timeline_items WHERE id = ? AND account_id = ?',
    Number(id),
    context.accountId,
  );
  return row && findVisibleItem(row.item_id, context) ? row : undefined;
}

/** Newest first. The cursor is the position of the next item. */
function timelinePage(
  { id }: { readonly id: number },
  { limit, cursor }: { readonly limit?: number | null; readonly cursor?: string | null },
  { database }: GraphQLContext,
): { timeline_items: TimelineRow[]; cursor: string | null } {
  const { limit: size } = pageBounds({ limit });
  const start = Number(cursor ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
  }
  const rows = database.all<TimelineRow>(
    'SELECT * FROM timeline_items WHERE item_id = ? ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?',
    id,
    size + 1,
    start,
  );
  return {
    timeline_items: rows.slice(0, size),
    cursor: rows.length > size ? String(start + size) : null,
  };
}
