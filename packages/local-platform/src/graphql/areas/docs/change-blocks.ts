import { type GraphQLContext } from '../../graphql-context.js';
import {
  addBlocks,
  blocksOf,
  readContent,
  removeBlock,
  renderable,
  requireBlock,
  writeBlock,
  type BlockRow,
} from './blocks.js';
import { requireDoc } from './doc-access.js';
import { parseMarkdown } from './markdown/parse-markdown.js';
import { renderMarkdown } from './markdown/render-markdown.js';

interface CreateArgs {
  readonly doc_id: string;
  readonly type: string;
  readonly content: unknown;
  readonly after_block_id?: string | null;
  readonly parent_block_id?: string | null;
}

/** `Mutation.create_doc_block` */
export function createDocBlock(args: CreateArgs, context: GraphQLContext): BlockRow {
  const doc = requireDoc(args.doc_id, context);
  const draft = { type: args.type, content: readContent(args.content), parentBlockId: args.parent_block_id };
  const [block] = addBlocks({ docId: doc.id, afterBlockId: args.after_block_id }, [draft], context);
  if (!block) throw new Error('the block was not written');
  return block;
}

/** `Mutation.update_doc_block`: replaces the content. */
export function updateDocBlock(
  { block_id, content }: { readonly block_id: string; readonly content: unknown },
  context: GraphQLContext,
): BlockRow {
  return writeBlock(requireBlock(block_id, context), readContent(content), context);
}

/** `Mutation.delete_doc_block` */
export function deleteDocBlock(
  { block_id }: { readonly block_id: string },
  context: GraphQLContext,
): BlockRow {
  const block = requireBlock(block_id, context);
  removeBlock(block, context);
  return block;
}

/** `Mutation.delete_doc_blocks`: all or nothing (docs/monday-platform.md#boards-groups-folders-and-docs). */
export function deleteDocBlocks(
  { block_ids }: { readonly block_ids: readonly string[] },
  context: GraphQLContext,
): BlockRow[] {
  const blocks = block_ids.map((id) => requireBlock(id, context));
  for (const block of blocks) removeBlock(block, context);
  return blocks;
}

interface MarkdownArgs {
  readonly docId: string;
  readonly markdown: string;
  readonly afterBlockId?: string | null;
}

/** `Mutation.add_content_to_doc_from_markdown` */
export function addMarkdown(
  { docId, markdown, afterBlockId }: MarkdownArgs,
  context: GraphQLContext,
): object {
  const doc = requireDoc(docId, context);
  const blocks = addBlocks({ docId: doc.id, afterBlockId }, parseMarkdown(markdown), context);
  return { success: true, block_ids: blocks.map(({ id }) => id), error: null };
}

/** `Query.export_markdown_from_doc`: exports the whole doc or the given blocks. */
export function exportMarkdown(
  { docId, blockIds }: { readonly docId: string; readonly blockIds?: readonly string[] | null },
  context: GraphQLContext,
): object {
  const doc = requireDoc(docId, context);
  const wanted = blockIds && new Set(blockIds);
  const blocks = blocksOf(doc.id, context).filter(
    ({ id, parent_block_id }) => !wanted || wanted.has(id) || wanted.has(parent_block_id ?? ''),
  );
  return { success: true, markdown: renderMarkdown(blocks.map(renderable)), error: null };
}
