import { type GraphQLContext } from '../../graphql-context.js';

/** The subject of a notification. */
export interface NewNotification {
  readonly user_id: number;
  /** The reason, in monday's terms. */
  readonly kind_name: string;
  readonly title: string;
  readonly text: string;
  readonly board_id: number | null;
  readonly item_id: number | null;
  readonly update_id: number | null;
}

/** Stores an unread notification. @returns its id */
export function addNotification(notification: NewNotification, context: GraphQLContext): number {
  const { database, accountId, userId } = context;
  const id = database.nextId('notifications');
  database.insert('notifications', {
    id,
    account_id: accountId,
    creator_id: userId,
    ...notification,
    created_at: context.now(),
  });
  return id;
}
