import { findKeyProblem } from '../rules/index.js';
import { StorageInputError } from './storage.errors.js';

/** The last row of a page: the next page starts after it. It contains no account, so it gives access to none. */
export interface SearchPosition {
  readonly key: string;
  readonly shared: boolean;
}

export function writeCursor({ key, shared }: SearchPosition): string {
  return Buffer.from(`${shared ? 's' : 'p'}${key}`, 'utf8').toString('base64url');
}

/** @throws StorageInputError if the text is not a cursor that {@link writeCursor} wrote */
export function readCursor(cursor: string): SearchPosition {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const position = { key: text.slice(1), shared: text.startsWith('s') };
  const isOurs = findKeyProblem(position.key) === undefined && writeCursor(position) === cursor;
  if (!isOurs) {
    throw new StorageInputError([{ field: 'cursor', message: 'must be a cursor of an earlier page' }]);
  }
  return position;
}
