import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { mutation, properties, query, type Area } from '../../resolvers/index.js';
import { columnNotFound } from '../../not-found.js';
import { findColumn } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requireGroup } from '../items/create-item.js';
import { importItems, type ImportCounts, type OnMatch } from './import-items.js';
import { parseCsv } from './parse-csv.js';

/** A row of `item_imports`. */
interface ImportRow {
  readonly id: string;
  readonly board_id: number;
  readonly group_id: string;
  readonly is_silent: number;
  /** JSON text of an `OnMatch`. */
  readonly on_match: string | null;
  readonly status: 'UPLOAD_PENDING' | 'COMPLETED' | 'FAILED';
  /** JSON text of `ImportCounts`. */
  readonly counts: string | null;
  readonly failure_reason: string | null;
  readonly failure_message: string | null;
}

interface StartArgs {
  readonly board_id: string;
  readonly group_id: string;
  readonly on_match?: OnMatch | null;
}

/** Types of columns that rows can be matched by (docs/monday-platform.md#imports-of-items). */
const MATCH_TYPES = ['date', 'email', 'link', 'long_text', 'name', 'numbers', 'phone', 'status', 'text'];
const COUNTS = properties('submitted', 'invalid', 'skipped', 'created', 'updated', 'failed');

const STATUS = {
  ...properties('status', 'failure_reason', 'failure_message'),
  counts: ({ counts }: ImportRow) => (counts === null ? null : (JSON.parse(counts) as unknown)),
  progress_percentage: ({ status }: ImportRow) => (status === 'COMPLETED' ? 100 : 0),
  fully_imported: ({ status, counts }: ImportRow) =>
    status === 'COMPLETED' && (JSON.parse(counts ?? '{}') as Partial<ImportCounts>).failed === 0,
  // INFER: there is no report of the rows.
  report_created: () => false,
  report_url: () => null,
};

/** Imports of items from comma-separated text. INFER: here an import runs when its status is first asked for. */
export const jobsArea: Area = {
  name: 'jobs',
  resolvers: {
    Query: {
      fetch_job_status: query<{ job_id: string }>('boards:read', ({ job_id }, context) => ({
        __typename: 'ItemsJobStatus',
        ...importStatus(job_id, context),
      })),
      bulk_import_items_status: query<{ import_id: string }>('boards:read', ({ import_id }, context) =>
        importStatus(import_id, context),
      ),
    },
    Mutation: {
      ingest_items: mutation('boards:write', (args: StartArgs, context) => startImport(args, false, context)),
      backfill_items: mutation('boards:write', (args: StartArgs, context) =>
        startImport(args, true, context),
      ),
      bulk_import_items: mutation('boards:write', (args: StartArgs, context) =>
        startImport(args, false, context),
      ),
    },
    UploadJobInit: properties('job_id', 'upload_url'),
    BulkImportInit: properties('import_id', 'upload_url'),
    ItemsJobStatus: STATUS,
    ItemsJobItemCounts: COUNTS,
    BulkImportStatus: STATUS,
    BulkImportItemCounts: COUNTS,
  },
};

/** Opens an import, which waits for the upload of its rows. */
function startImport(args: StartArgs, isSilent: boolean, context: GraphQLContext): object {
  const board = requireBoard(args.board_id, context);
  const group = requireGroup(board, args.group_id, context);
  const { on_match: onMatch } = args;
  if (onMatch) requireMatchColumn(board.id, onMatch, context);
  const { id, url } = context.services.uploads.createUnsized(context.accountId);
  context.database.insert('item_imports', {
    id,
    account_id: context.accountId,
    user_id: context.userId,
    board_id: board.id,
    group_id: group.id,
    is_silent: isSilent ? 1 : 0,
    on_match: onMatch ? JSON.stringify(onMatch) : null,
  });
  return { job_id: id, import_id: id, upload_url: url };
}

function requireMatchColumn(
  boardId: number,
  { match_column_id: id }: OnMatch,
  context: GraphQLContext,
): void {
  const column = findColumn(context, boardId, id);
  if (!column) throw columnNotFound(id);
  if (MATCH_TYPES.includes(column.type)) return;
  throw new GraphQLProblem(
    'InvalidColumnTypeException',
    `Rows cannot be matched by a ${column.type} column.`,
  );
}

/** The import of the user. @throws GraphQLProblem `ResourceNotFoundException` */
function importStatus(id: string, context: GraphQLContext): ImportRow {
  const row = context.database.get<ImportRow>(
    'SELECT * FROM item_imports WHERE id = ? AND account_id = ? AND user_id = ?',
    id,
    context.accountId,
    context.userId,
  );
  if (!row) throw new GraphQLProblem('ResourceNotFoundException', 'Job not found');
  return row.status === 'UPLOAD_PENDING' ? runImport(row, context) : row;
}

/** Imports the rows, if they were uploaded. */
function runImport(row: ImportRow, context: GraphQLContext): ImportRow {
  return context.write(
    () => {
      const bytes = context.services.uploads.takeUnsized(row.id);
      if (!bytes) return row;
      const board = requireBoard(row.board_id, context);
      const plan = {
        board,
        group: requireGroup(board, row.group_id, context),
        onMatch: row.on_match === null ? undefined : (JSON.parse(row.on_match) as OnMatch),
        isSilent: row.is_silent === 1,
      };
      const result = importItems(parseCsv(bytes.toString('utf8')), plan, context);
      const after: ImportRow =
        'reason' in result
          ? { ...row, status: 'FAILED', failure_reason: result.reason, failure_message: result.message }
          : { ...row, status: 'COMPLETED', counts: JSON.stringify(result) };
      context.database.update('item_imports', ['id', row.id], { ...after });
      return after;
    },
    { name: 'import_items', args: { job_id: row.id }, boardId: row.board_id },
  );
}
