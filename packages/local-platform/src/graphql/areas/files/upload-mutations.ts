import { UploadedFile } from '../../files/uploaded-file.js';
import { PART_BYTES, type UploadPart } from '../../files/uploads.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { isoTime } from '../../resolvers/index.js';
import { type AssetRow } from '../../store/index.js';
import { requireItem } from '../items/item-access.js';
import { requireUpdate } from '../updates/update-access.js';
import { addAsset, type Holder } from './add-file.js';

interface CreateArgs {
  readonly input: {
    readonly file_name: string;
    readonly content_type: string;
    readonly file_size: number;
    readonly multipart?: boolean | null;
  };
}

interface CreatedUpload {
  readonly upload_id: string;
  readonly parts: readonly UploadPart[];
  readonly part_size: number;
  readonly expires_at: string | null;
}

/** `Mutation.create_upload`: returns the addresses for the parts of a file. */
export function createUpload({ input }: CreateArgs, { services, accountId }: GraphQLContext): CreatedUpload {
  const { file_name, content_type, file_size, multipart } = input;
  const { upload, parts } = services.uploads.create(
    { account_id: accountId, file_name, content_type, file_size },
    multipart === true,
  );
  return {
    upload_id: upload.id,
    parts,
    part_size: multipart ? PART_BYTES : file_size,
    expires_at: isoTime(upload.expires_at),
  };
}

interface CompleteArgs {
  readonly input: {
    readonly upload_id: string;
    readonly board_id?: string | null;
    readonly holder?: { readonly type: 'ITEM' | 'POST'; readonly id: string } | null;
    readonly parts: readonly { readonly part_number: number; readonly etag: string }[];
  };
}

/** `Mutation.complete_upload`: creates an asset of an item or an update from the file. The value `added_file` adds it to a column. */
export function completeUpload({ input }: CompleteArgs, context: GraphQLContext): AssetRow {
  const holder = holderOf(input, context);
  const { upload, bytes } = context.services.uploads.complete(
    input.upload_id,
    context.accountId,
    input.parts,
  );
  return addAsset(new UploadedFile(upload.file_name, upload.content_type, bytes), holder, context);
}

function holderOf({ holder, board_id }: CompleteArgs['input'], context: GraphQLContext): Holder {
  const none = { board_id: null, item_id: null, column_id: null, update_id: null };
  if (!holder) return none;
  // Of the kinds of monday, the schema lets only these two through.
  const found = holder.type === 'ITEM' ? itemHolder(holder.id, context) : updateHolder(holder.id, context);
  if (board_id && Number(board_id) !== found.board_id) {
    throw new GraphQLProblem('InvalidBoardIdException', 'The holder is on another board.');
  }
  return { ...none, ...found };
}

type Place = Pick<Holder, 'board_id' | 'item_id'>;

function itemHolder(itemId: string, context: GraphQLContext): Place {
  const { board, item } = requireItem(itemId, context);
  return { board_id: board.id, item_id: item.id };
}

function updateHolder(updateId: string, context: GraphQLContext): Place & { readonly update_id: number } {
  const { id, board_id, item_id } = requireUpdate(updateId, context);
  return { board_id, item_id, update_id: id };
}
