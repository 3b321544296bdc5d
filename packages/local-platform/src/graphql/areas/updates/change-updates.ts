import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { type UpdateDetail } from '../../events/change.js';
import { groupByKey, type ItemRow, type UpdateRow } from '../../store/index.js';
import { findVisibleItem } from '../boards/board-access.js';
import { requireItem, type PlacedItem } from '../items/item-access.js';
import { addNotification } from '../notifications/add-notification.js';
import { requireTeam, membersOf } from '../teams/team-access.js';
import { requireUsers } from '../users/user-access.js';
import { requireUpdate } from './update-access.js';
import { plainText } from './plain-text.js';

type MentionType = 'User' | 'Team' | 'Project' | 'Board' | 'Agent';

interface Mention {
  readonly id: string;
  readonly type: MentionType;
}

interface CreateArgs {
  readonly body: string;
  readonly item_id?: string | null;
  readonly parent_id?: string | null;
  readonly mentions_list?: readonly (Mention | null)[] | null;
  readonly original_creation_date?: string | null;
}

/** `Mutation.create_update`: adds an update to an item, or a reply to an update. Mentioned users are notified. */
export function createUpdate(args: CreateArgs, context: GraphQLContext): UpdateRow {
  const parent = args.parent_id ? requireUpdate(args.parent_id, context) : undefined;
  if (parent && parent.parent_id !== null) throw invalid('A reply cannot be replied to.');
  const place = requireItem(parent ? String(parent.item_id) : args.item_id, context);
  const { database, userId, accountId } = context;
  const id = database.nextId('updates');
  const now = context.now();
  database.insert('updates', {
    id,
    account_id: accountId,
    board_id: place.board.id,
    item_id: place.item.id,
    parent_id: parent?.id ?? null,
    creator_id: userId,
    ...contentOf(args.body),
    original_creation_date: args.original_creation_date ?? null,
    created_at: now,
    updated_at: now,
    edited_at: now,
  });
  const update = requireUpdate(String(id), context);
  subscribe(place.item, userId, context);
  mention(update, place, args.mentions_list ?? [], context);
  context.changed({ kind: 'update_created', ...place, update });
  return update;
}

/** `Mutation.edit_update`: allowed for the author and admins. */
export function editUpdate(
  { id, body }: { readonly id: string; readonly body: string },
  context: GraphQLContext,
): UpdateRow {
  const before = requireOwnUpdate(id, context);
  const now = context.now();
  context.database.update('updates', ['id', before.id], {
    ...contentOf(body),
    updated_at: now,
    edited_at: now,
  });
  const update = requireUpdate(id, context);
  context.changed({ kind: 'update_edited', ...placeOf(update, context), update });
  return update;
}

/** `Mutation.delete_update`: also deletes replies; allowed for the author and admins. */
export function deleteUpdate({ id }: { readonly id: string }, context: GraphQLContext): UpdateRow {
  const update = requireOwnUpdate(id, context);
  const place = placeOf(update, context);
  remove(update, context);
  context.changed({ kind: 'update_deleted', ...place, update });
  return update;
}

/** `Mutation.clear_item_updates`. INFER: each update is reported as deleted. */
export function clearItemUpdates(
  { item_id }: { readonly item_id: string },
  context: GraphQLContext,
): ItemRow {
  const place = requireItem(item_id, context);
  const updates = context.database.all<UpdateRow>(
    'SELECT * FROM updates WHERE item_id = ? AND parent_id IS NULL ORDER BY id',
    place.item.id,
  );
  for (const update of updates) {
    remove(update, context);
    context.changed({ kind: 'update_deleted', ...place, update });
  }
  return place.item;
}

interface LikeArgs {
  readonly update_id: string;
  readonly reaction_type?: string | null;
}

/** `Mutation.like_update`: a user has one reaction; a new one replaces it. INFER: the default reaction. */
export function likeUpdate({ update_id, reaction_type }: LikeArgs, context: GraphQLContext): UpdateRow {
  const update = requireUpdate(update_id, context);
  const now = context.now();
  context.database.run(
    `INSERT INTO update_likes (id, update_id, user_id, reaction_type, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?5)
     ON CONFLICT (update_id, user_id) DO UPDATE SET reaction_type = ?4, updated_at = ?5`,
    context.database.nextId('update_likes'),
    update.id,
    context.userId,
    reaction_type ?? 'Like',
    now,
  );
  return reported('update_liked', update, context);
}

/** `Mutation.unlike_update` */
export function unlikeUpdate({ update_id }: LikeArgs, context: GraphQLContext): UpdateRow {
  const update = requireUpdate(update_id, context);
  context.database.run(
    'DELETE FROM update_likes WHERE update_id = ? AND user_id = ?',
    update.id,
    context.userId,
  );
  return reported('update_unliked', update, context);
}

interface PinArgs {
  readonly id: string;
  readonly item_id?: string | null;
}

/** `Mutation.pin_to_top`: pins an update on its item. */
export function pinToTop({ id, item_id }: PinArgs, context: GraphQLContext): UpdateRow {
  const update = requireUpdate(id, context);
  const itemId = item_id ? requireItem(item_id, context).item.id : update.item_id;
  context.database.run(
    'INSERT OR IGNORE INTO update_pins (update_id, item_id) VALUES (?, ?)',
    update.id,
    itemId,
  );
  return reported('update_pinned', update, context);
}

/** `Mutation.unpin_from_top` */
export function unpinFromTop({ id, item_id }: PinArgs, context: GraphQLContext): UpdateRow {
  const update = requireUpdate(id, context);
  const itemId = item_id ? Number(item_id) : update.item_id;
  context.database.run('DELETE FROM update_pins WHERE update_id = ? AND item_id = ?', update.id, itemId);
  return reported('update_unpinned', update, context);
}

/** Reports a change of an update on the item that it belongs to, if that is there. */
export function reported(kind: UpdateDetail, update: UpdateRow, context: GraphQLContext): UpdateRow {
  const found = update.item_id === null ? undefined : findVisibleItem(update.item_id, context);
  const group = found && groupByKey(context, found.item.group_key);
  if (found && group) context.changed({ kind, ...found, group, update });
  return update;
}

function contentOf(body: string): { body: string; text_body: string } {
  const text_body = plainText(body);
  if (text_body === '' && !/<img\b/i.test(body)) throw invalid('The body of an update is empty.');
  return { body, text_body };
}

function requireOwnUpdate(id: string, context: GraphQLContext): UpdateRow {
  const update = requireUpdate(id, context);
  if (update.creator_id === context.userId || context.user.role === 'admin') return update;
  throw new GraphQLProblem('UserUnauthorizedException', 'User unauthorized to perform action');
}

function placeOf(update: UpdateRow, context: GraphQLContext): PlacedItem {
  return requireItem(String(update.item_id), context);
}

function remove({ id }: UpdateRow, { database }: GraphQLContext): void {
  database.run(
    'DELETE FROM assets WHERE update_id IN (SELECT id FROM updates WHERE ?1 IN (id, parent_id))',
    id,
  );
  database.run('DELETE FROM updates WHERE ?1 IN (id, parent_id)', id);
}

/** The author of an update subscribes to the item. */
function subscribe({ id }: ItemRow, userId: number, { database }: GraphQLContext): void {
  database.run('INSERT OR IGNORE INTO item_subscribers (item_id, user_id) VALUES (?, ?)', id, userId);
}

function mention(
  update: UpdateRow,
  place: PlacedItem,
  mentions: readonly (Mention | null)[],
  context: GraphQLContext,
): void {
  const notified = new Set<number>();
  for (const entry of mentions) {
    if (!entry) continue;
    for (const userId of mentionedUsers(entry, context)) notified.add(userId);
    context.database.run(
      'INSERT OR IGNORE INTO update_mentions (update_id, type, mentioned_id) VALUES (?, ?, ?)',
      update.id,
      entry.type,
      Number(entry.id),
    );
  }
  for (const userId of notified) {
    subscribe(place.item, userId, context);
    addNotification(
      {
        user_id: userId,
        kind_name: 'mention',
        title: `${context.user.name} mentioned you in "${place.item.name}"`,
        text: update.text_body,
        board_id: place.board.id,
        item_id: place.item.id,
        update_id: update.id,
      },
      context,
    );
  }
}

/** A mention of a board sends no notification. @throws GraphQLProblem if the account has no such user or team */
function mentionedUsers({ id, type }: Mention, context: GraphQLContext): number[] {
  if (type === 'User') return requireUsers([id], context).map((user) => user.id);
  if (type === 'Team') return membersOf(requireTeam(id, context), context).map((user) => user.id);
  return [];
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
