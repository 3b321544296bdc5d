import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { isoTime, mutation, properties, query, unsupported, type Area } from '../../resolvers/index.js';
import { POSITION_STEP } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { findVisibleFolder } from '../folders/folder-access.js';
import { findVisibleWorkspace } from '../workspaces/workspace-access.js';

/** A row of `favorites`. */
interface FavoriteRow {
  readonly id: number;
  readonly account_id: number;
  readonly user_id: number;
  readonly object_type: string;
  readonly object_id: number;
  readonly position: number;
  readonly created_at: number;
}

interface ObjectArgs {
  readonly input: { readonly object: { readonly id: string; readonly type: string } };
}

/** The favorites of a user: boards, folders and workspaces. */
export const favoritesArea: Area = {
  name: 'favorites',
  resolvers: {
    Query: { favorites: query<object>('me:read', (_args, context) => favoritesOf(context)) },
    Mutation: {
      create_favorite: mutation('boards:write', createFavorite),
      delete_favorite: mutation('boards:write', deleteFavorite),
    },
    CreateFavoriteResultType: { ...properties('favorite'), folder: () => null },
    DeleteFavoriteInputResultType: properties('success'),
    GraphqlHierarchyObjectItem: {
      ...properties('id', 'position'),
      accountId: ({ account_id }: FavoriteRow) => account_id,
      object: ({ object_id, object_type }: FavoriteRow) => ({ id: object_id, type: object_type }),
      // The platform has no folders of favorites.
      folderId: () => null,
      createdAt: ({ created_at }: FavoriteRow) => isoTime(created_at),
      updatedAt: ({ created_at }: FavoriteRow) => isoTime(created_at),
    },
    HierarchyObjectID: properties('id', 'type'),
  },
};

function favoritesOf({ database, userId }: GraphQLContext): FavoriteRow[] {
  return database.all<FavoriteRow>('SELECT * FROM favorites WHERE user_id = ? ORDER BY position, id', userId);
}

function createFavorite({ input }: ObjectArgs, context: GraphQLContext): { favorite: FavoriteRow } {
  const { id, type } = input.object;
  if (!isThere(type, Number(id), context)) {
    throw new GraphQLProblem('ResourceNotFoundException', `${type} not found`);
  }
  const all = favoritesOf(context);
  const known = all.find((row) => row.object_type === type && row.object_id === Number(id));
  if (known) return { favorite: known };
  const favorite = {
    id: context.database.nextId('favorites'),
    account_id: context.accountId,
    user_id: context.userId,
    object_type: type,
    object_id: Number(id),
    position: (all.at(-1)?.position ?? 0) + POSITION_STEP,
    created_at: SYSTEM_CLOCK.now(),
  };
  context.database.insert('favorites', favorite);
  return { favorite };
}

function isThere(type: string, id: number, context: GraphQLContext): boolean {
  switch (type) {
    case 'Board':
      return findVisibleBoard(id, context) !== undefined;
    case 'Folder':
      return findVisibleFolder(id, context) !== undefined;
    case 'Workspace':
      return findVisibleWorkspace(id, context) !== undefined;
    default:
      throw unsupported(`GraphqlMondayObject.${type}`);
  }
}

function deleteFavorite({ input }: ObjectArgs, context: GraphQLContext): { success: boolean } {
  const removed = context.database.run(
    'DELETE FROM favorites WHERE user_id = ? AND object_type = ? AND object_id = ?',
    context.userId,
    input.object.type,
    Number(input.object.id),
  );
  return { success: removed > 0 };
}
