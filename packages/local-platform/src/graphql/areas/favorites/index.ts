import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { isoTime, mutation, properties, query, type Area } from '../../resolvers/index.js';
import { POSITION_STEP } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { findVisibleDashboard } from '../dashboards/index.js';
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

interface ObjectId {
  readonly id: string;
  readonly type: 'Board' | 'Dashboard' | 'Folder' | 'Workspace';
}

interface ObjectArgs {
  readonly input: { readonly object: ObjectId };
}

interface PositionArgs extends ObjectArgs {
  readonly input: {
    readonly object: ObjectId;
    readonly newPosition?: {
      readonly prevObject?: ObjectId | null;
      readonly nextObject?: ObjectId | null;
    } | null;
  };
}

/** The favorites of a user: boards, folders, dashboards and workspaces. */
export const favoritesArea: Area = {
  name: 'favorites',
  unserved: ['CreateFavoriteInput.name', 'UpdateObjectHierarchyPositionInput.newFolder'],
  resolvers: {
    Query: { favorites: query<object>('me:read', (_args, context) => favoritesOf(context)) },
    Mutation: {
      create_favorite: mutation('boards:write', createFavorite),
      delete_favorite: mutation('boards:write', deleteFavorite),
      update_favorite_position: mutation('boards:write', updatePosition),
    },
    CreateFavoriteResultType: { ...properties('favorite'), folder: () => null },
    DeleteFavoriteInputResultType: properties('success'),
    UpdateFavoriteResultType: properties('favorite'),
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

function createFavorite({ input }: PositionArgs, context: GraphQLContext): { favorite: FavoriteRow } {
  const { id, type } = input.object;
  if (!isThere(type, Number(id), context)) {
    throw new GraphQLProblem('ResourceNotFoundException', `${type} not found`);
  }
  const all = favoritesOf(context);
  const known = findFavorite(all, input.object);
  if (known) return { favorite: known };
  const favorite = {
    id: context.database.nextId('favorites'),
    account_id: context.accountId,
    user_id: context.userId,
    object_type: type,
    object_id: Number(id),
    position: positionOf(input.newPosition, all),
    created_at: context.now(),
  };
  context.database.insert('favorites', favorite);
  return { favorite };
}

function updatePosition({ input }: PositionArgs, context: GraphQLContext): { favorite: FavoriteRow } {
  const all = favoritesOf(context);
  const favorite = requireFavorite(all, input.object);
  if (!input.newPosition) return { favorite };
  const others = all.filter(({ id }) => id !== favorite.id);
  const position = positionOf(input.newPosition, others);
  context.database.update('favorites', ['id', favorite.id], { position });
  return { favorite: { ...favorite, position } };
}

/** Behind one of the favorites or before one; without either, at the end. */
function positionOf(place: PositionArgs['input']['newPosition'], all: readonly FavoriteRow[]): number {
  const before = place?.prevObject ? requireFavorite(all, place.prevObject) : undefined;
  const after = place?.nextObject ? requireFavorite(all, place.nextObject) : undefined;
  const next = before ? all[all.indexOf(before) + 1] : after;
  if (!next) return (all.at(-1)?.position ?? 0) + POSITION_STEP;
  const previous = before ?? all[all.indexOf(next) - 1];
  return ((previous?.position ?? 0) + next.position) / 2;
}

function findFavorite(all: readonly FavoriteRow[], { id, type }: ObjectId): FavoriteRow | undefined {
  return all.find((row) => row.object_type === type && row.object_id === Number(id));
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
function requireFavorite(all: readonly FavoriteRow[], object: ObjectId): FavoriteRow {
  const favorite = findFavorite(all, object);
  if (favorite) return favorite;
  throw new GraphQLProblem('ResourceNotFoundException', `${object.type} is no favorite`);
}

function isThere(type: ObjectId['type'], id: number, context: GraphQLContext): boolean {
  switch (type) {
    case 'Board':
      return findVisibleBoard(id, context) !== undefined;
    case 'Folder':
      return findVisibleFolder(id, context) !== undefined;
    case 'Workspace':
      return findVisibleWorkspace(id, context) !== undefined;
    case 'Dashboard':
      return findVisibleDashboard(id, context) !== undefined;
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
