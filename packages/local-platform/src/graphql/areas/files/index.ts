import { type GraphQLContext } from '../../graphql-context.js';
import { mutation, properties, query, times, type Area } from '../../resolvers/index.js';
import { columnsOf, type AssetRow, type ItemRow, type UpdateRow } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { userById } from '../users/index.js';
import { addFileToColumn, addFileToUpdate, filesIn, updateAssetsOnItem } from './add-file.js';
import { completeUpload, createUpload } from './upload-mutations.js';

interface ItemAssetsArgs {
  readonly assets_source?: 'all' | 'columns' | 'gallery' | null;
  readonly column_ids?: readonly (string | null)[] | null;
}

/** Uploaded files. */
export const filesArea: Area = {
  name: 'files',
  unserved: [
    'FileInput.objectId',
    'AssetHolder.WORKSPACE',
    'AssetHolder.ACCOUNT',
    'AssetHolder.VIBE_APP',
    'AssetHolder.CHANNEL',
    'AssetHolder.AI_AGENT_BRAIN',
    'AssetHolder.AI_AGENT_CONVERSATION',
    'AssetHolder.AI_AGENT_IDENTITY',
  ],
  withoutEffect: {
    'CreateUploadInput.source': 'Where a file comes from is not kept.',
  },
  resolvers: {
    Query: {
      assets: query<{ ids: readonly string[] }>('assets:read', ({ ids }, context) => byIds(ids, context)),
    },
    Mutation: {
      add_file_to_column: mutation('boards:write', addFileToColumn),
      add_file_to_update: mutation('updates:write', addFileToUpdate),
      update_assets_on_item: mutation('boards:write', updateAssetsOnItem),
      create_upload: mutation('boards:write', createUpload),
      complete_upload: mutation('boards:write', completeUpload, ({ input }) => Number(input.board_id ?? 0)),
    },
    Asset: {
      ...properties('id', 'name', 'file_extension', 'file_size', 'original_geometry'),
      ...times('created_at'),
      uploaded_by: ({ uploaded_by }: AssetRow, _args: object, context) => userById(uploaded_by, context),
      public_url: (asset: AssetRow, _args: object, { services }) => services.files.publicUrl(asset),
      // Requires a login at monday, unlike `public_url`.
      url: (asset: AssetRow, _args: object, context) => protectedUrl(asset, context),
      url_thumbnail: (asset: AssetRow, _args: object, context) =>
        asset.content_type.startsWith('image/') ? protectedUrl(asset, context) : null,
    },
    CreateUploadResult: properties('upload_id', 'parts', 'part_size', 'expires_at'),
    UploadPartInfo: properties('part_number', 'url', 'size_range_start', 'size_range_end'),
    AssetResult: {
      ...properties('id', 'content_type', 'file_size'),
      ...times('created_at'),
      filename: ({ name }: AssetRow) => name,
      url: (asset: AssetRow, _args: object, { services }) => services.files.publicUrl(asset),
      filelink: (asset: AssetRow, _args: object, context) => protectedUrl(asset, context),
    },
    Item: { assets: (item: ItemRow, args: ItemAssetsArgs, context) => assetsOfItem(item, args, context) },
    Update: { assets: assetsOfUpdate },
    Reply: { assets: assetsOfUpdate },
  },
};

function protectedUrl({ id, name, account_id }: AssetRow, { account }: GraphQLContext): string {
  return `https://${account.slug}.monday.com/protected_static/${account_id}/resources/${id}/${encodeURIComponent(name)}`;
}

/** Assets of boards that the user may see, in the order of the ids. */
function byIds(ids: readonly (string | number)[], context: GraphQLContext): AssetRow[] {
  return ids.flatMap((id) => {
    const asset = context.database.get<AssetRow>(
      'SELECT * FROM assets WHERE id = ? AND account_id = ?',
      Number(id),
      context.accountId,
    );
    if (!asset) return [];
    const isVisible =
      asset.board_id === null
        ? asset.uploaded_by === context.userId
        : findVisibleBoard(asset.board_id, context) !== undefined;
    return isVisible ? asset : [];
  });
}

/** The assets in the file columns of an item, and those of its updates, which form its gallery. */
function assetsOfItem(
  item: ItemRow,
  { assets_source, column_ids }: ItemAssetsArgs,
  context: GraphQLContext,
): AssetRow[] {
  const source = assets_source ?? (column_ids ? 'columns' : 'all');
  const columns = columnsOf(context, item.board_id).filter(
    ({ id, type }) => type === 'file' && (column_ids?.includes(id) ?? true),
  );
  const inColumns = columns.flatMap((column) =>
    filesIn(item, column).flatMap(({ assetId }) => assetId ?? []),
  );
  const gallery = context.database.all<AssetRow>(
    'SELECT * FROM assets WHERE item_id = ? AND update_id IS NOT NULL ORDER BY id',
    item.id,
  );
  return [
    ...(source === 'gallery' ? [] : byIds(inColumns, context)),
    ...(source === 'columns' ? [] : gallery),
  ];
}

function assetsOfUpdate({ id }: UpdateRow, _args: object, { database }: GraphQLContext): AssetRow[] {
  return database.all<AssetRow>('SELECT * FROM assets WHERE update_id = ? ORDER BY id', id);
}
