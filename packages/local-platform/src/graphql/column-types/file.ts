import { type GraphQLContext } from '../graphql-context.js';
import { isoTime } from '../resolvers/index.js';
import { findUser, type Reader } from '../store/index.js';
import { columnType, type Cell, type Write } from './column-type.js';
import { EMPTINESS, keySets, numberOf } from './operators.js';
import { invalidValue } from './problems.js';

/** A file in a cell: an upload (`ASSET`) or a link. */
export interface StoredFile {
  readonly fileType: 'ASSET' | 'LINK' | 'GOOGLE_DRIVE' | 'DROPBOX' | 'BOX' | 'ONEDRIVE';
  readonly name: string;
  readonly assetId?: number;
  readonly isImage?: string;
  readonly fileId?: string;
  readonly linkToFile?: string;
  readonly createdAt: number;
  readonly createdBy: number;
}

export interface FileColumnValue {
  readonly files: readonly StoredFile[];
}

interface AssetRow {
  readonly id: number;
  readonly name: string;
  readonly content_type: string;
  readonly created_at: number;
  readonly uploaded_by: number;
}

/** `file`: files uploaded by `add_file_to_column`. A write can clear the cell (`{"clear_all": true}`) or add an asset. */
export const file = columnType<FileColumnValue>({
  name: 'file',
  typename: 'FileValue',
  fromJson: (value, write) => {
    const { column } = write;
    const { clear_all, added_file } = value as { clear_all?: unknown; added_file?: unknown };
    if (clear_all === true) return null;
    if (added_file) return withAsset(added_file, write);
    throw invalidValue(
      column,
      'Files are added with add_file_to_column, and removed with {"clear_all": true}.',
    );
  },
  index: ({ files }) => ({ keys: files.flatMap(({ assetId, fileId }) => assetId ?? fileId ?? []) }),
  text: ({ stored }) =>
    (stored?.value.files ?? []).map(({ name, linkToFile }) => linkToFile ?? name).join(', '),
  fields: {
    files: ({ stored }: Cell<FileColumnValue>, _args: object, context) => filesOf(stored?.value, context),
  },
  operators: { ...EMPTINESS, ...keySets(numberOf) },
});

/** `{"added_file": {"fileType": "ASSET", "assetId": 1}}`: adds an asset of the account to the existing files. */
function withAsset(added: unknown, { column, context, before }: Write): FileColumnValue {
  const { assetId } = added as { assetId?: unknown };
  const asset = assetOf({ assetId: Number(assetId) }, context);
  if (!asset) throw invalidValue(column, 'There is no such asset in this account.');
  const stored: StoredFile = {
    fileType: 'ASSET',
    name: asset.name,
    assetId: asset.id,
    isImage: String(asset.content_type.startsWith('image/')),
    createdAt: asset.created_at,
    createdBy: asset.uploaded_by,
  };
  return { files: [...((before as FileColumnValue | undefined)?.files ?? []), stored] };
}

/** The nodes of `files`, members of the union `FileValueItem`. */
function filesOf(value: FileColumnValue | undefined, context: GraphQLContext): object[] {
  return (value?.files ?? []).map((stored) => {
    const common = {
      name: stored.name,
      created_at: isoTime(stored.createdAt),
      creator_id: stored.createdBy,
      creator: findUser(context, stored.createdBy) ?? null,
    };
    if (stored.fileType !== 'ASSET') {
      return {
        __typename: 'FileLinkValue',
        ...common,
        file_id: stored.fileId ?? '',
        kind: stored.fileType.toLowerCase(),
        url: stored.linkToFile ?? null,
      };
    }
    const asset = assetOf(stored, context);
    const isKnown = asset !== undefined;
    return {
      __typename: isKnown ? 'FileAssetValue' : 'FileAssetInvalidValue',
      ...common,
      asset_id: stored.assetId,
      ...(isKnown ? { asset, is_image: stored.isImage === 'true' } : { error: 'The file is gone.' }),
    };
  });
}

function assetOf(
  { assetId }: Pick<StoredFile, 'assetId'>,
  { database, accountId }: Reader,
): AssetRow | undefined {
  return database.get<AssetRow>(
    'SELECT * FROM assets WHERE id = ? AND account_id = ?',
    assetId ?? 0,
    accountId,
  );
}
