import { type GraphQLContext } from '../../graphql-context.js';
import {
  isoTime,
  mutation,
  pageBounds,
  properties,
  query,
  times,
  type Area,
  type FieldResolver,
  type PageArgs,
} from '../../resolvers/index.js';
import { type BoardRow, type ItemRow, type UpdateRow } from '../../store/index.js';
import { findVisibleItem } from '../boards/board-access.js';
import { userById } from '../users/index.js';
import {
  clearItemUpdates,
  createUpdate,
  deleteUpdate,
  editUpdate,
  likeUpdate,
  pinToTop,
  unlikeUpdate,
  unpinFromTop,
} from './change-updates.js';
import { listReplies, listUpdates, repliesTo, updatesPage, type UpdatesArgs } from './update-access.js';

interface LikeRow {
  readonly user_id: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** The common fields of updates and replies. */
const COMMON: Readonly<Record<string, FieldResolver>> = {
  ...properties('id', 'body', 'text_body', 'creator_id'),
  ...times('created_at', 'updated_at', 'edited_at'),
  creator: ({ creator_id }: UpdateRow, _args: object, context) => userById(creator_id, context),
  likes: ({ id }: UpdateRow, _args: object, { database }) =>
    database.all('SELECT * FROM update_likes WHERE update_id = ? ORDER BY id', id),
  pinned_to_top: ({ id }: UpdateRow, _args: object, { database }) =>
    database.all('SELECT item_id FROM update_pins WHERE update_id = ? ORDER BY item_id', id),
  viewers: (update: UpdateRow, args: PageArgs, context) => viewersOf(update, args, context),
};

/** Updates of items, with replies, likes and pins. */
export const updatesArea: Area = {
  name: 'updates',
  withoutEffect: {
    'Mutation.create_update(use_app_info:)': 'No field of an update shows the app.',
  },
  resolvers: {
    Query: {
      updates: query<UpdatesArgs>('updates:read', (args, context) => listUpdates(args, {}, context)),
      replies: query('updates:read', listReplies),
    },
    Mutation: {
      create_update: mutation('updates:write', createUpdate),
      edit_update: mutation('updates:write', editUpdate),
      delete_update: mutation('updates:write', deleteUpdate),
      clear_item_updates: mutation('updates:write', clearItemUpdates),
      like_update: mutation('updates:write', likeUpdate),
      unlike_update: mutation('updates:write', unlikeUpdate),
      pin_to_top: mutation('updates:write', pinToTop),
      unpin_from_top: mutation('updates:write', unpinFromTop),
    },
    Update: {
      ...COMMON,
      ...properties('item_id', 'original_creation_date'),
      item: ({ item_id }: UpdateRow, _args: object, context) =>
        item_id === null ? null : findVisibleItem(item_id, context)?.item,
      replies: (update: UpdateRow, _args: object, context) => repliesTo(update, context),
    },
    Reply: { ...COMMON, kind: () => 'reply' },
    Like: {
      ...properties('id', 'reaction_type'),
      creator_id: ({ user_id }: LikeRow) => String(user_id),
      creator: ({ user_id }: LikeRow, _args: object, context) => userById(user_id, context),
      created_at: ({ created_at }: LikeRow) => isoTime(created_at),
      updated_at: ({ updated_at }: LikeRow) => isoTime(updated_at),
      // Only likes by agents have it; the platform has no agents.
      attribution_entity_ref: () => null,
      attribution_entity_type: () => null,
    },
    UpdatePin: properties('item_id'),
    Watcher: {
      ...properties('user_id', 'medium'),
      user: ({ user_id }: { user_id: number }, _args: object, context) => userById(user_id, context),
    },
    UpdatesPage: properties('updates', 'cursor'),
    Item: {
      updates: ({ id }: ItemRow, args: UpdatesArgs, context) => listUpdates(args, { itemId: id }, context),
      updates_page: ({ id }: ItemRow, args: object, context) => updatesPage(args, { itemId: id }, context),
    },
    Board: {
      updates: ({ id }: BoardRow, args: UpdatesArgs, context) => listUpdates(args, { boardId: id }, context),
      updates_page: ({ id }: BoardRow, args: object, context) => updatesPage(args, { boardId: id }, context),
    },
  },
};

/** The viewers of an update: its author. INFER: the medium. */
function viewersOf(update: UpdateRow, page: PageArgs, { database }: GraphQLContext): object[] {
  const { limit, offset } = pageBounds(page);
  const others = database.all<object>(
    'SELECT * FROM update_viewers WHERE update_id = ? AND user_id <> ? ORDER BY viewed_at',
    update.id,
    update.creator_id,
  );
  return [{ user_id: update.creator_id, medium: 'web' }, ...others].slice(offset, offset + limit);
}
