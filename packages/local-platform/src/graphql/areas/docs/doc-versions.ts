import { type GraphQLContext } from '../../graphql-context.js';
import { timeOf } from '../boards/activity-logs.js';
import { requireDocObject } from './doc-access.js';
import { renderMarkdown, type RenderedBlock } from './markdown/render-markdown.js';

/** A block as it was. */
interface OldBlock {
  readonly id: string;
  readonly parent_block_id: string | null;
  readonly type: string;
  /** JSON text. */
  readonly content: string;
}

interface VersionRow {
  readonly created_at: number;
  readonly user_id: number;
  /** JSON text of `OldBlock[]`. */
  readonly blocks: string;
}

const MAX_VERSIONS = 100;

/** Keeps the present content of a doc as a version, and the latest hundred of its versions. */
export function keepVersion(docId: number, context: GraphQLContext): void {
  const { database, userId } = context;
  const blocks = database.all<OldBlock>(
    'SELECT id, parent_block_id, type, content FROM doc_blocks WHERE doc_id = ? ORDER BY position, rowid',
    docId,
  );
  database.run(
    'INSERT OR REPLACE INTO doc_versions (doc_id, created_at, user_id, blocks) VALUES (?, ?, ?, ?)',
    docId,
    context.now(),
    userId,
    JSON.stringify(blocks),
  );
  database.run(
    `DELETE FROM doc_versions WHERE doc_id = ?1 AND created_at <= (
       SELECT created_at FROM doc_versions WHERE doc_id = ?1 ORDER BY created_at DESC LIMIT 1 OFFSET ?2)`,
    docId,
    MAX_VERSIONS,
  );
}

interface HistoryArgs {
  /** `Document.object_id` */
  readonly doc_id: string;
  readonly since?: string | null;
  readonly until?: string | null;
}

/** `Query.doc_version_history`, newest first. INFER: each change is a point to restore, of one user. */
export function docVersionHistory({ doc_id, since, until }: HistoryArgs, context: GraphQLContext): object {
  const doc = requireDocObject(doc_id, context);
  const rows = context.database.all<Omit<VersionRow, 'blocks'>>(
    `SELECT created_at, user_id FROM doc_versions
     WHERE doc_id = ?1 AND (?2 IS NULL OR created_at >= ?2) AND (?3 IS NULL OR created_at <= ?3)
     ORDER BY created_at DESC`,
    doc.id,
    timeOf(since),
    timeOf(until),
  );
  const restoring_points = rows.map(({ created_at, user_id }) => ({
    date: new Date(created_at).toISOString(),
    user_ids: [user_id],
    type: null,
    agent_attributions: [],
  }));
  return { doc_id, restoring_points };
}

interface DiffArgs {
  /** `Document.object_id` */
  readonly doc_id: string;
  readonly date: string;
  readonly prev_date: string;
}

/** `Query.doc_version_diff`: the blocks that differ between two times, in the order of the newer version. */
export function docVersionDiff({ doc_id, date, prev_date }: DiffArgs, context: GraphQLContext): object {
  const doc = requireDocObject(doc_id, context);
  const newer = versionAt(doc.id, date, context);
  const older = versionAt(doc.id, prev_date, context);
  const before = blocksById(older);
  const after = blocksById(newer);
  const changed = [...after.values()].flatMap((block) => {
    const was = before.get(block.id);
    if (was && was.type === block.type && was.content === block.content) return [];
    return [diffBlock(block, newer, { added: !was, deleted: false, changed: was !== undefined })];
  });
  const deleted = [...before.values()]
    .filter(({ id }) => !after.has(id))
    .map((block) => diffBlock(block, newer, { added: false, deleted: true, changed: false }));
  return { doc_id, date, prev_date, blocks: [...changed, ...deleted] };
}

/** The version that was there at a time; `undefined` before the first change. */
function versionAt(docId: number, date: string, { database }: GraphQLContext): VersionRow | undefined {
  return database.get<VersionRow>(
    'SELECT * FROM doc_versions WHERE doc_id = ? AND created_at <= ? ORDER BY created_at DESC LIMIT 1',
    docId,
    timeOf(date),
  );
}

function blocksById(version: VersionRow | undefined): ReadonlyMap<string, OldBlock> {
  const blocks = JSON.parse(version?.blocks ?? '[]') as OldBlock[];
  return new Map(blocks.map((block) => [block.id, block]));
}

function diffBlock(block: OldBlock, version: VersionRow | undefined, changes: object): object {
  const content = JSON.parse(block.content) as RenderedBlock['content'];
  return {
    ...block,
    // INFER: the summary is the text of the block.
    summary: renderMarkdown([{ ...block, parent_block_id: null, content }]),
    user_id: version?.user_id ?? null,
    agent_id: null,
    changes,
  };
}
