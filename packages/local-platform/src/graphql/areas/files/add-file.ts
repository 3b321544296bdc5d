import { extname } from 'node:path';
import { type FileColumnValue, type StoredFile } from '../../column-types/file.js';
import { UploadedFile } from '../../files/uploaded-file.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { itemNotFound } from '../../not-found.js';
import { columnsOf, type AssetRow, type Column, type ItemRow } from '../../store/index.js';
import { changeValues } from '../items/change-values.js';
import { requireItem, type PlacedItem } from '../items/item-access.js';
import { requireColumn } from '../items/read-values.js';
import { reported } from '../updates/change-updates.js';
import { requireUpdate } from '../updates/update-access.js';
import { imageSize } from './image-size.js';

/** Maximum size of a file in bytes. monday accepts 500 MB, which is more than a test needs. */
const MAX_BYTES = 100 * 1024 * 1024;

/** The item and column, or the update, to which a file is added. */
export type Holder = Pick<AssetRow, 'board_id' | 'item_id' | 'column_id' | 'update_id'>;

/** `Mutation.add_file_to_column` */
export function addFileToColumn(
  { item_id, column_id, file }: { readonly item_id: string; readonly column_id: string; file: unknown },
  context: GraphQLContext,
): AssetRow {
  const place = requireItem(item_id, context);
  const column = requireFileColumn(place, column_id, context);
  const asset = addAsset(
    requireFile(file),
    { board_id: place.board.id, item_id: place.item.id, column_id: column.id, update_id: null },
    context,
  );
  writeFiles(place, column, [...filesIn(place.item, column), storedAsset(asset)], context);
  return asset;
}

/** `Mutation.add_file_to_update`; also accepts replies. */
export function addFileToUpdate(
  { update_id, file }: { readonly update_id: string; readonly file: unknown },
  context: GraphQLContext,
): AssetRow {
  const update = requireUpdate(update_id, context);
  const { id, item_id, board_id } = update;
  const holder = { board_id, item_id, column_id: null, update_id: id };
  const asset = addAsset(requireFile(file), holder, context);
  reported('update_file_added', update, context);
  return asset;
}

interface FileInput {
  readonly fileType: 'asset' | 'box' | 'doc' | 'dropbox' | 'google_drive' | 'link' | 'onedrive';
  readonly name: string;
  readonly assetId?: string | null;
  readonly linkToFile?: string | null;
}

interface UpdateAssetsArgs {
  readonly board_id: string;
  readonly item_id: string;
  readonly column_id: string;
  readonly files: readonly FileInput[];
}

/** `Mutation.update_assets_on_item`: replaces the files of a column. */
export function updateAssetsOnItem(args: UpdateAssetsArgs, context: GraphQLContext): ItemRow {
  const place = requireItem(args.item_id, context);
  if (place.board.id !== Number(args.board_id)) {
    throw itemNotFound(args.item_id);
  }
  const column = requireFileColumn(place, args.column_id, context);
  const files = args.files.map((file) => storedFile(file, place, column, context));
  return writeFiles(place, column, files, context);
}

function storedFile(
  { fileType, name, assetId, linkToFile }: FileInput,
  place: PlacedItem,
  column: Column,
  context: GraphQLContext,
): StoredFile {
  if (fileType === 'asset') {
    const asset = requireAsset(Number(assetId ?? ''), context);
    const holder = { board_id: place.board.id, item_id: place.item.id, column_id: column.id };
    context.database.update('assets', ['id', asset.id], holder);
    return storedAsset({ ...asset, name });
  }
  if (fileType === 'doc') throw invalid('Docs are added with create_doc.');
  if (!linkToFile || !URL.canParse(linkToFile)) throw invalid('linkToFile is no address.');
  return {
    fileType: fileType.toUpperCase() as StoredFile['fileType'],
    name,
    fileId: String(context.database.nextId('file_links')),
    linkToFile,
    createdAt: context.now(),
    createdBy: context.userId,
  };
}

/** An asset of the account. @throws GraphQLProblem */
export function requireAsset(id: number, { database, accountId }: GraphQLContext): AssetRow {
  const asset = database.get<AssetRow>('SELECT * FROM assets WHERE id = ? AND account_id = ?', id, accountId);
  if (!asset) throw new GraphQLProblem('ResourceNotFoundException', 'Asset not found');
  return asset;
}

/** Writes an asset and its bytes. */
export function addAsset(
  { name, contentType, bytes }: UploadedFile,
  holder: Holder,
  context: GraphQLContext,
): AssetRow {
  const { database, accountId, userId, services } = context;
  const id = database.nextId('assets');
  database.insert('assets', {
    id,
    account_id: accountId,
    ...holder,
    name,
    file_extension: extname(name).toLowerCase(),
    file_size: bytes.length,
    content_type: contentType,
    original_geometry: imageSize(bytes) ?? null,
    uploaded_by: userId,
    created_at: context.now(),
  });
  services.files.write(id, bytes);
  return requireAsset(id, context);
}

function storedAsset({ id, name, content_type, created_at, uploaded_by }: AssetRow): StoredFile {
  return {
    fileType: 'ASSET',
    name,
    assetId: id,
    isImage: String(content_type.startsWith('image/')),
    createdAt: created_at,
    createdBy: uploaded_by,
  };
}

/** The files in a cell. */
export function filesIn(item: ItemRow, column: Pick<Column, 'id'>): readonly StoredFile[] {
  return (item.values[column.id]?.value as FileColumnValue | undefined)?.files ?? [];
}

function writeFiles(
  place: PlacedItem,
  column: Column,
  files: readonly StoredFile[],
  context: GraphQLContext,
): ItemRow {
  const value = files.length === 0 ? null : { files };
  return changeValues(place, { values: [{ column, value, changesSettings: false }] }, context);
}

function requireFileColumn({ board }: PlacedItem, id: string, context: GraphQLContext): Column {
  const column = requireColumn(columnsOf(context, board.id), id);
  if (column.type === 'file') return column;
  throw new GraphQLProblem('InvalidColumnTypeException', 'The column is no file column.', {
    data: { column_id: id, column_type: column.type },
  });
}

function requireFile(file: unknown): UploadedFile {
  if (!(file instanceof UploadedFile)) throw invalid('file must be a part of a multipart request.');
  if (file.bytes.length > MAX_BYTES) throw invalid(`A file has at most ${MAX_BYTES} bytes.`);
  return file;
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
