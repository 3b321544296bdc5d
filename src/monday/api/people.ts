import { checkFields, checkSizes } from './argument-checks.js';
import { type Calls } from './calls.js';
import { numberedPages, readCreated } from './read-answer.js';
import { type CallOptions } from './monday-calls.js';

export interface MondayUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface UsersFilter {
  readonly ids?: readonly string[];
  readonly emails?: readonly string[];
  /** A part of the name. */
  readonly name?: string;
  readonly kind?: 'all' | 'guests' | 'non_guests' | 'non_pending';
  /** Users in total; default all. */
  readonly limit?: number;
  /** Users per request, default 200. */
  readonly pageSize?: number;
}

export interface NewNotification {
  readonly userId: string;
  readonly text: string;
  /** The item or board of the notification, or the update for `Post`. */
  readonly targetId: string;
  /** `Project` is an item or board; `Post` is an update. Default `Project`. */
  readonly targetType?: 'Project' | 'Post';
}

export interface NewUpdate {
  readonly itemId: string;
  /** HTML or text. */
  readonly body: string;
  /** The update that this one replies to. */
  readonly parentId?: string;
}

const USERS = `query ($ids: [ID!], $emails: [String!], $name: String, $kind: UserKind, $limit: Int!, $page: Int!) {
  users(ids: $ids, emails: $emails, name: $name, kind: $kind, limit: $limit, page: $page) { id name email }
}`;
const NOTIFY = `mutation ($user: ID!, $target: ID!, $type: NotificationTargetType!, $text: String!) {
  create_notification(user_id: $user, target_id: $target, target_type: $type, text: $text) { text }
}`;
const UPDATE = `mutation ($item: ID, $body: String!, $parent: ID) {
  create_update(item_id: $item, body: $body, parent_id: $parent) { id }
}`;

/** Users, and messages to them. */
export class People {
  constructor(private readonly calls: Calls) {}

  users(filter: UsersFilter, options?: CallOptions): AsyncGenerator<MondayUser, void, undefined> {
    checkFields(filter, 'filter');
    checkSizes(filter);
    const { limit = Infinity, pageSize = 200, ...where } = filter;
    return numberedPages(limit, pageSize, async (size, page) => {
      const variables = { ...where, limit: size, page };
      const { users } = await this.calls.query<{ users?: unknown }>(USERS, variables, options);
      return users;
    });
  }

  async notify(notification: NewNotification, options?: CallOptions): Promise<void> {
    checkFields(notification, 'notification');
    const { userId: user, targetId: target, targetType: type = 'Project', text } = notification;
    await this.calls.mutate(NOTIFY, { user, target, type, text }, options);
  }

  async createUpdate(update: NewUpdate, options?: CallOptions): Promise<{ id: string }> {
    checkFields(update, 'update');
    const { itemId, body, parentId } = update;
    const variables = { item: itemId, body, parent: parentId };
    const { create_update } = await this.calls.mutate<{ create_update?: unknown }>(
      UPDATE,
      variables,
      options,
    );
    return readCreated(create_update);
  }
}
