import { sha256 } from 'monday-persistence/hash';
import { decodeJson, encodeJson, fieldsOf } from 'monday-persistence/json';
import { findTextProblem } from '../rules/index.js';

/** All that makes a query, apart from the size of its pages. */
export type QueryIdentity = readonly (string | undefined)[];

/** A cursor that continues this query after `position`. Other queries refuse it. It is not signed. */
export function writeCursor(position: string, query: QueryIdentity): string {
  return encodeJson({ position, query: digestOf(query) });
}

/** The position in a cursor; `undefined` if this query did not write it. */
export function readCursor(cursor: string, query: QueryIdentity): string | undefined {
  const { position } = fieldsOf(decodeJson(cursor));
  if (typeof position !== 'string' || findTextProblem(position) !== undefined) return undefined;
  return writeCursor(position, query) === cursor ? position : undefined;
}

const digestOf = (query: QueryIdentity): string => sha256(JSON.stringify(query)).slice(0, 22);
