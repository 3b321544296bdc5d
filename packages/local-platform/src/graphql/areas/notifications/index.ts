import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { mutation, pageBounds, properties, query, times, type Area } from '../../resolvers/index.js';
import { findVisibleBoard, findVisibleItem } from '../boards/board-access.js';
import { timeOf } from '../boards/activity-logs.js';
import { findVisibleUpdate } from '../updates/update-access.js';
import { userById } from '../users/index.js';
import { requireUsers } from '../users/user-access.js';
import { muteSettings, updateMute } from './board-mutes.js';
import { addNotification, type NewNotification } from './add-notification.js';

interface NotificationRow extends NewNotification {
  readonly id: number;
  readonly creator_id: number;
  readonly read: number;
  readonly created_at: number;
}

/** Numbers of the notification kinds. INFER: all. */
const KINDS = ['mention', 'create_notification'];

/** Notifications of users. */
export const notificationsArea: Area = {
  name: 'notifications',
  resolvers: {
    Query: {
      notifications: query<ListArgs>('me:read', listNotifications),
      mute_board_settings: query('me:read', muteSettings),
    },
    Mutation: {
      create_notification: mutation('notifications:write', createNotification),
      update_mute_board_settings: mutation('notifications:write', updateMute),
    },
    BoardMuteSettings: properties('board_id', 'mute_state', 'enabled'),
    Notification: properties('id', 'text'),
    NotificationV2: {
      ...properties('id', 'title', 'text', 'kind_name'),
      ...times('created_at'),
      read: ({ read }: NotificationRow) => read === 1,
      kind: ({ kind_name }: NotificationRow) => KINDS.indexOf(kind_name) + 1,
      creators: ({ creator_id }: NotificationRow, _args: object, context) => [userById(creator_id, context)],
      board: ({ board_id }: NotificationRow, _args: object, context) =>
        board_id === null ? null : findVisibleBoard(board_id, context),
      item: ({ item_id }: NotificationRow, _args: object, context) =>
        item_id === null ? null : findVisibleItem(item_id, context)?.item,
      update: ({ update_id }: NotificationRow, _args: object, context) =>
        update_id === null ? null : findVisibleUpdate(update_id, context)?.update,
    },
  },
};

interface CreateArgs {
  readonly user_id: string;
  readonly target_id: string;
  readonly target_type: 'Project' | 'Post';
  readonly text: string;
}

/** `Mutation.create_notification`; the target is an item or board (`Project`), or an update or reply (`Post`). */
function createNotification(args: CreateArgs, context: GraphQLContext): object {
  const [user] = requireUsers([args.user_id], context);
  const target = targetOf(args, context);
  const text = args.text;
  if (!user || text.trim() === '') throw new GraphQLProblem('InvalidArgumentException', 'The text is empty.');
  const title = `${context.user.name} sent you a notification`;
  const id = addNotification(
    { user_id: user.id, kind_name: 'create_notification', title, text, ...target },
    context,
  );
  return { id, text };
}

/** @throws GraphQLProblem if the target does not exist */
function targetOf(
  { target_id, target_type }: CreateArgs,
  context: GraphQLContext,
): Pick<NewNotification, 'board_id' | 'item_id' | 'update_id'> {
  const id = Number(target_id);
  if (target_type === 'Post') {
    const found = findVisibleUpdate(id, context);
    if (found) return { board_id: found.board.id, item_id: found.update.item_id, update_id: id };
  } else {
    const found = findVisibleItem(id, context);
    if (found) return { board_id: found.board.id, item_id: id, update_id: null };
    if (findVisibleBoard(id, context)) return { board_id: id, item_id: null, update_id: null };
  }
  throw new GraphQLProblem('ResourceNotFoundException', 'The target was not found', {
    data: { resource_type: target_type, resource_id: target_id },
  });
}

interface ListArgs {
  readonly cursor?: string | null;
  readonly limit?: number | null;
  readonly filter_read?: boolean | null;
  readonly since?: string | null;
  readonly kind_names?: readonly string[] | null;
}

/** `Query.notifications`: those of the current user, newest first. The cursor is the id of the last one; `filter_read` omits read ones. */
function listNotifications(args: ListArgs, context: GraphQLContext): NotificationRow[] {
  const { limit } = pageBounds(args);
  return context.database.all<NotificationRow>(
    `SELECT * FROM notifications WHERE user_id = ?1 AND account_id = ?2
       AND (?3 IS NULL OR id < ?3) AND (NOT ?4 OR read = 0) AND (?5 IS NULL OR created_at >= ?5)
       AND (?6 IS NULL OR kind_name IN (SELECT value FROM json_each(?6)))
     ORDER BY id DESC LIMIT ?7`,
    context.userId,
    context.accountId,
    args.cursor ? Number(args.cursor) : null,
    args.filter_read ? 1 : 0,
    timeOf(args.since),
    args.kind_names ? JSON.stringify(args.kind_names) : null,
    limit,
  );
}
