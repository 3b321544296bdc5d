import { UploadedFile } from '../../files/uploaded-file.js';
import { PART_BYTES, type UploadPart } from '../../files/uploads.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { isoTime, unsupported } from '../../resolvers/index.js';
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
    readonly holder?: { readonly type: string; readonly id: string } | null;
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

function holderOf({ holder }: CompleteArgs['input'], context: GraphQLContext): Holder {
  const none = { board_id: null, item_id: null, column_id: null, update_id: null };
  switch (holder?.type) {
    case undefined:
      return none;
    case 'ITEM': {
      const { board, item } = requireItem(holder?.id, context);
      return { ...none, board_id: board.id, item_id: item.id };
    }
    case 'POST': {
      const { id, board_id, item_id } = requireUpdate(holder?.id ?? '', context);
      return { ...none, board_id, item_id, update_id: id };
    }
    default:
      throw unsupported(`AssetHolder.${holder?.type ?? ''}`);
  }
}
