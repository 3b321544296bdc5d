import { decodeJson, encodeJson, fieldsOf } from 'monday-persistence/json';
import { type SqlValue } from '../../database/index.js';
import { GraphQLProblem } from '../graphql-problem.js';

/** Lifetime of a cursor: an hour, as observed at monday; not documented. */
const LIFETIME_MS = 60 * 60 * 1000;

/** The query of a cursor and its position. A cursor is valid only in its account. */
export interface ItemsCursor {
  readonly boardId: number;
  readonly groupKey?: number;
  readonly query?: unknown;
  /** Whether items of all levels are returned. */
  readonly allItems?: boolean;
  /** The sort keys of the last item returned. */
  readonly after?: readonly SqlValue[];
  /** Only for `items_page_by_column_values`. */
  readonly columns?: readonly WantedValues[];
}

/** A column and its accepted texts. */
export interface WantedValues {
  readonly column_id: string;
  readonly column_values: readonly (string | null)[];
}

/** @param now milliseconds since the epoch */
export function writeCursor(cursor: ItemsCursor, now: number): string {
  return encodeJson({ ...cursor, expiresAt: now + LIFETIME_MS });
}

/** @throws GraphQLProblem if the cursor is malformed or has expired */
export function readCursor(text: string, now: number): ItemsCursor {
  const { boardId, groupKey, query, after, columns, allItems, expiresAt } = fieldsOf(decodeJson(text));
  const isValid =
    Number.isSafeInteger(Number(boardId)) &&
    (groupKey === undefined || Number.isSafeInteger(groupKey)) &&
    (after === undefined || (Array.isArray(after) && after.every(isSqlValue))) &&
    (columns === undefined || (Array.isArray(columns) && columns.every(isWanted))) &&
    typeof expiresAt === 'number';
  if (!isValid) throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
  if (expiresAt <= now) throw new GraphQLProblem('InvalidArgumentException', 'The cursor has expired.');
  return {
    boardId: Number(boardId),
    groupKey: groupKey as number | undefined,
    query,
    after: after,
    allItems: allItems === true,
    columns: columns as WantedValues[] | undefined,
  };
}

function isWanted(value: unknown): boolean {
  const { column_id, column_values } = fieldsOf(value);
  return typeof column_id === 'string' && Array.isArray(column_values);
}

function isSqlValue(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
