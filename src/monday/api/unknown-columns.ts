import { listOf } from '../columns/index.js';
import { MondayGraphQLError, type GraphQLReason } from '../client/index.js';
import { type Calls } from './calls.js';
import { ColumnNotFoundError } from './monday-api.errors.js';

const COLUMNS = 'query ($boards: [ID!]) { boards(ids: $boards) { columns { id } } }';
/** Reasons that an unknown column may have. */
const REASONS: ReadonlySet<GraphQLReason> = new Set(['validation', 'not_found', 'unexpected']);

interface ColumnsAnswer {
  readonly boards?: readonly ({ readonly columns?: unknown } | null)[] | null;
}

/**
 * Runs a call that names columns of a board. If monday refuses it, looks for columns that the board does not have.
 * @throws ColumnNotFoundError with the unknown columns
 */
export async function namingColumns<T>(
  calls: Calls,
  boardId: string,
  columnIds: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  if (columnIds.length === 0) return work();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MondayGraphQLError) || !REASONS.has(error.reason)) throw error;
    const known = await columnIdsOf(calls, boardId).catch(() => undefined);
    const unknown = known === undefined ? [] : columnIds.filter((id) => id !== 'name' && !known.has(id));
    throw unknown.length > 0 ? new ColumnNotFoundError([...new Set(unknown)], error) : error;
  }
}

async function columnIdsOf(calls: Calls, boardId: string): Promise<ReadonlySet<unknown> | undefined> {
  const { boards } = await calls.query<ColumnsAnswer>(COLUMNS, { boards: [boardId] });
  const board = boards?.[0];
  return board
    ? new Set(listOf(board.columns).map((column) => (column as { id?: unknown } | null)?.id))
    : undefined;
}
