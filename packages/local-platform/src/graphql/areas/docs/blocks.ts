import { isObject, tryParseJson } from 'monday-persistence/json';
import { randomUUID } from 'node:crypto';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { POSITION_STEP, type BoardRow } from '../../store/index.js';
import { requireDoc } from './doc-access.js';
import { keepVersion } from './doc-versions.js';
import { textContent, type BlockDraft } from './markdown/parse-markdown.js';
import { type RenderedBlock } from './markdown/render-markdown.js';

export interface BlockRow {
  readonly id: string;
  readonly doc_id: number;
  readonly parent_block_id: string | null;
  readonly type: string;
  /** JSON text. */
  readonly content: string;
  readonly position: number;
  readonly creator_id: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** The blocks of a doc, in order. */
export function blocksOf(docId: number, { database }: GraphQLContext): BlockRow[] {
  return database.all<BlockRow>('SELECT * FROM doc_blocks WHERE doc_id = ? ORDER BY position, rowid', docId);
}

/** A block in the form that the markdown renderer takes. */
export function renderable(block: BlockRow): RenderedBlock {
  return { ...block, content: JSON.parse(block.content) as RenderedBlock['content'] };
}

/** A block of a doc that the user may see. @throws GraphQLProblem `ResourceNotFoundException` */
export function requireBlock(id: string, context: GraphQLContext): BlockRow {
  const block = context.database.get<BlockRow>('SELECT * FROM doc_blocks WHERE id = ?', id);
  if (block) {
    requireDoc(block.doc_id, context);
    return block;
  }
  throw new GraphQLProblem('ResourceNotFoundException', 'Block not found', {
    data: { resource_type: 'doc_block', resource_id: id },
  });
}

interface Place {
  readonly docId: number;
  /** Default: at the end. */
  readonly afterBlockId?: string | null;
}

/** Adds blocks after another block or at the end. A table gets a text block for each cell. @returns the blocks, except those of cells */
export function addBlocks(
  { docId, afterBlockId }: Place,
  drafts: readonly (BlockDraft & { readonly parentBlockId?: string | null })[],
  context: GraphQLContext,
): BlockRow[] {
  const { start, step } = gapAfter(docId, afterBlockId, drafts.length, context);
  const ids = drafts.map((draft, index) => addBlock(docId, draft, start + step * (index + 1), context));
  touch(docId, context);
  return ids.map((id) => readBlock(id, context));
}

function addBlock(
  docId: number,
  { type, content, cells, parentBlockId }: BlockDraft & { readonly parentBlockId?: string | null },
  position: number,
  context: GraphQLContext,
): string {
  const parent = parentBlockId ? requireBlock(parentBlockId, context) : undefined;
  if (parent && parent.doc_id !== docId) throw notInDoc();
  const id = randomUUID();
  const cellIds = cells?.map((row) => row.map(() => randomUUID()));
  insert(
    {
      id,
      doc_id: docId,
      parent_block_id: parent?.id ?? null,
      type,
      content: JSON.stringify(
        cellIds ? { ...content, cells: cellIds.map((row) => row.map((blockId) => ({ blockId }))) } : content,
      ),
      position,
    },
    context,
  );
  for (const [row, deltas] of (cells ?? []).entries()) {
    for (const [column, delta] of deltas.entries()) {
      insert(
        {
          id: cellIds?.[row]?.[column] ?? randomUUID(),
          doc_id: docId,
          parent_block_id: id,
          type: 'normal_text',
          content: JSON.stringify(textContent(delta)),
          position,
        },
        context,
      );
    }
  }
  return id;
}

function insert(
  block: Omit<BlockRow, 'creator_id' | 'created_at' | 'updated_at'>,
  context: GraphQLContext,
): void {
  const now = context.now();
  context.database.insert('doc_blocks', {
    ...block,
    creator_id: context.userId,
    created_at: now,
    updated_at: now,
  });
}

/** Writes the content of a block. */
export function writeBlock(
  block: BlockRow,
  content: Readonly<Record<string, unknown>>,
  context: GraphQLContext,
): BlockRow {
  context.database.update('doc_blocks', ['id', block.id], {
    content: JSON.stringify(content),
    updated_at: context.now(),
  });
  touch(block.doc_id, context);
  return readBlock(block.id, context);
}

/** Deletes a block and its nested blocks. */
export function removeBlock(block: BlockRow, context: GraphQLContext): void {
  context.database.run('DELETE FROM doc_blocks WHERE id = ?1 OR parent_block_id = ?1', block.id);
  touch(block.doc_id, context);
}

/** Parses the argument `content` of the mutations: JSON text or an object. @throws GraphQLProblem */
export function readContent(content: unknown): Readonly<Record<string, unknown>> {
  const value = typeof content === 'string' ? tryParseJson(content) : content;
  if (isObject(value)) return value;
  throw new GraphQLProblem('InvalidArgumentException', 'content must be the JSON text of an object.');
}

function gapAfter(
  docId: number,
  afterBlockId: string | null | undefined,
  count: number,
  context: GraphQLContext,
): { start: number; step: number } {
  const blocks = blocksOf(docId, context);
  if (!afterBlockId) return { start: blocks.at(-1)?.position ?? 0, step: POSITION_STEP };
  const before = blocks.find(({ id }) => id === afterBlockId);
  if (!before) throw notInDoc();
  const next = blocks.find(({ position }) => position > before.position);
  if (!next) return { start: before.position, step: POSITION_STEP };
  return { start: before.position, step: (next.position - before.position) / (count + 1) };
}

/** Notes and reports that the content of a doc changed. The description of an item is a doc without a board. */
function touch(docId: number, context: GraphQLContext): void {
  const { database } = context;
  database.update('docs', ['id', docId], { updated_at: context.now() });
  const board = database.get<BoardRow>(
    'SELECT b.* FROM docs JOIN boards b ON b.id = docs.object_id WHERE docs.id = ?',
    docId,
  );
  if (!board) return;
  keepVersion(docId, context);
  context.changed({ kind: 'doc_changed', board, docId });
}

function readBlock(id: string, { database }: GraphQLContext): BlockRow {
  const block = database.get<BlockRow>('SELECT * FROM doc_blocks WHERE id = ?', id);
  if (!block) throw new Error(`block ${id} is gone`);
  return block;
}

function notInDoc(): GraphQLProblem {
  return new GraphQLProblem('ResourceNotFoundException', 'The document has no such block');
}
