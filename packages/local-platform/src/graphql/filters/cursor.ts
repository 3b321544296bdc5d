import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { type SqlValue } from '../../database/index.js';
import { GraphQLProblem } from '../graphql-problem.js';

/** An hour, as observed at monday; it is not documented. */
const LIFETIME_MS = 60 * 60 * 1000;

/** Which items a cursor walks over, and how far it came. It means nothing outside of its account. */
export interface ItemsCursor {
  readonly boardId: number;
  readonly groupKey?: number;
  readonly query?: unknown;
  /** The order keys of the last item that was shown. */
  readonly after?: readonly SqlValue[];
  /** Of a walk of `items_page_by_column_values`. */
  readonly columns?: readonly WantedValues[];
}

/** The texts that a column may show. */
export interface WantedValues {
  readonly column_id: string;
  readonly column_values: readonly (string | null)[];
}

export function writeCursor(cursor: ItemsCursor): string {
  const content = { ...cursor, expiresAt: SYSTEM_CLOCK.now() + LIFETIME_MS };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws GraphQLProblem if it is no cursor, or an old one */
export function readCursor(text: string): ItemsCursor {
  const content = parse(text);
  const { boardId, groupKey, query, after, columns, expiresAt } = content;
  const isValid =
    Number.isSafeInteger(Number(boardId)) &&
    (groupKey === undefined || Number.isSafeInteger(groupKey)) &&
    (after === undefined || (Array.isArray(after) && after.every(isSqlValue))) &&
    (columns === undefined || (Array.isArray(columns) && columns.every(isWanted))) &&
    typeof expiresAt === 'number';
  if (!isValid) throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
  if (expiresAt <= SYSTEM_CLOCK.now())
    throw new GraphQLProblem('InvalidArgumentException', 'The cursor has expired.');
  return {
    boardId: Number(boardId),
    groupKey: groupKey as number | undefined,
    query,
    after: after,
    columns: columns as WantedValues[] | undefined,
  };
}

function isWanted(value: unknown): boolean {
  const { column_id, column_values } = (value ?? {}) as Partial<WantedValues>;
  return typeof column_id === 'string' && Array.isArray(column_values);
}

function isSqlValue(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function parse(text: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
