import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { addBlocks, renderable, type BlockRow } from './blocks.js';
import { deltaOf, type Delta, type DeltaOperation } from './delta.js';
import { requireDoc } from './doc-access.js';
import { type BlockDraft } from './markdown/parse-markdown.js';

interface OperationInput {
  readonly insert: {
    readonly text?: string | null;
    readonly blot?: {
      readonly mention?: { readonly id: string; readonly type: string } | null;
      readonly column_value?: { readonly item_id: string; readonly column_id: string } | null;
    } | null;
  };
  readonly attributes?: Readonly<Record<string, unknown>> | null;
}

/** The union of the inputs of all kinds of blocks. */
interface BlockInput {
  readonly parent_block_id?: string | null;
  readonly alignment?: string | null;
  readonly direction?: string | null;
  readonly text_block_type?: string | null;
  readonly list_block_type?: string | null;
  readonly delta_format?: readonly OperationInput[];
  readonly indentation?: number | null;
  readonly theme?: string;
  readonly asset_id?: string | null;
  readonly public_url?: string | null;
  readonly raw_url?: string;
  readonly width?: number | null;
  readonly column_count?: number;
  readonly row_count?: number;
  readonly column_style?: readonly object[] | null;
}

interface CreateArgs {
  readonly docId: string;
  readonly afterBlockId?: string | null;
  readonly blocksInput: readonly Readonly<Record<string, BlockInput | null | undefined>>[];
}

/** `Mutation.create_doc_blocks` */
export function createDocBlocks(
  { docId, afterBlockId, blocksInput }: CreateArgs,
  context: GraphQLContext,
): BlockRow[] {
  const doc = requireDoc(docId, context);
  const drafts = blocksInput.map((input) => {
    const [given, ...others] = Object.entries(input).filter(([, value]) => value);
    const [kind, block] = given ?? [];
    if (!kind || !block || others.length > 0) throw invalid('Each block has exactly one kind.');
    return { ...draftOf(kind, block, context), parentBlockId: block.parent_block_id };
  });
  return addBlocks({ docId: doc.id, afterBlockId }, drafts, context);
}

function draftOf(kind: string, block: BlockInput, context: GraphQLContext): BlockDraft {
  const look = {
    alignment: (block.alignment ?? 'LEFT').toLowerCase(),
    direction: (block.direction ?? 'LTR').toLowerCase(),
  };
  const text = { ...look, deltaFormat: (block.delta_format ?? []).map(storedOperation) };
  const width = block.width ? { width: block.width } : {};
  const style = block.column_style ? { column_style: block.column_style } : {};
  switch (kind) {
    case 'text_block':
      return { type: (block.text_block_type ?? 'NORMAL_TEXT').toLowerCase(), content: text };
    case 'list_block':
      return {
        type: (block.list_block_type ?? 'BULLETED_LIST').toLowerCase(),
        content: { ...text, indentation: block.indentation ?? 0 },
      };
    case 'notice_box_block':
      return { type: 'notice_box', content: { ...look, theme: (block.theme ?? 'INFO').toLowerCase() } };
    case 'image_block':
      return { type: 'image', content: { ...look, ...imageOf(block, context), ...width } };
    case 'video_block':
      return { type: 'video', content: { ...look, url: block.raw_url, ...width } };
    case 'table_block':
      return { type: 'table', content: { ...look, ...width, ...style }, cells: emptyCells(block) };
    case 'layout_block':
      return {
        type: 'layout',
        content: { ...look, ...style },
        cells: emptyCells({ ...block, row_count: 1 }),
      };
    default:
      return { type: kind.replace(/_block$/, ''), content: look };
  }
}

const MAX_CELLS = 1000;

function emptyCells({ row_count = 0, column_count = 0 }: BlockInput): Delta[][] {
  if (row_count < 1 || column_count < 1 || row_count * column_count > MAX_CELLS) {
    throw invalid(`A table has 1 to ${MAX_CELLS} cells.`);
  }
  return Array.from({ length: row_count }, () => Array.from({ length: column_count }, () => []));
}

function imageOf({ asset_id, public_url }: BlockInput, context: GraphQLContext): object {
  if (public_url) return { publicUrl: public_url };
  const asset = context.database.get<{ id: number; name: string }>(
    'SELECT id, name FROM assets WHERE id = ? AND account_id = ?',
    Number(asset_id ?? ''),
    context.accountId,
  );
  if (!asset) throw invalid('An image needs public_url, or the asset_id of an asset.');
  return { assetId: asset.id, publicUrl: context.services.files.publicUrl(asset) };
}

function storedOperation({ insert, attributes }: OperationInput): DeltaOperation {
  const { text, blot } = insert;
  const content = typeof text === 'string' ? text : { ...blot };
  return attributes ? { insert: content, attributes } : { insert: content };
}

/** `DocumentBlockV2.content`: one node of the union `BlockContent`. */
export function typedContent(block: BlockRow): object[] {
  const { content } = renderable(block);
  const upper = (name: string): string | null => {
    const value = content[name];
    return typeof value === 'string' ? value.toUpperCase() : null;
  };
  const look = { alignment: upper('alignment'), direction: upper('direction') };
  const text = { ...look, delta_format: deltaOf(content).map(shownOperation) };
  const cells = ((content['cells'] ?? []) as { blockId: string }[][]).map((row) =>
    row.map(({ blockId }) => ({ block_id: blockId })),
  );
  const more = { ...look, width: content['width'] ?? null, column_style: content['column_style'] ?? null };
  switch (block.type) {
    case 'bulleted_list':
    case 'numbered_list':
    case 'check_list':
      return [{ __typename: 'ListBlockContent', ...text, indentation: content['indentation'] ?? 0 }];
    case 'notice_box':
      return [{ __typename: 'NoticeBoxContent', ...look, theme: upper('theme') ?? 'INFO' }];
    case 'image':
      return [{ __typename: 'ImageContent', ...more, public_url: content['publicUrl'] ?? '' }];
    case 'video':
      return [{ __typename: 'VideoContent', ...more, url: content['url'] ?? '' }];
    case 'table':
      return [{ __typename: 'TableContent', ...more, cells: cells.map((row) => ({ row_cells: row })) }];
    case 'layout':
      return [{ __typename: 'LayoutContent', ...more, cells: cells.flat() }];
    case 'divider':
      return [{ __typename: 'DividerContent', ...look }];
    case 'page_break':
      return [{ __typename: 'PageBreakContent', ...look }];
    default:
      return [{ __typename: 'TextBlockContent', ...text }];
  }
}

function shownOperation({ insert, attributes }: DeltaOperation): object {
  if (typeof insert === 'string')
    return { insert: { text: insert, blot: null }, attributes: attributes ?? null };
  const { mention, column_value } = insert as { mention?: object; column_value?: object };
  const blot = mention
    ? { __typename: 'Mention', ...mention }
    : { __typename: 'DocsColumnValue', ...column_value };
  return { insert: { text: null, blot }, attributes: attributes ?? null };
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
