import { AccountStorageInputError } from './account-storage.errors.js';

/** Where a search stopped. */
export interface SearchPosition {
  readonly shared: boolean;
  /** The last returned key. */
  readonly after: string | undefined;
}

export const searchCursor = (shared: boolean, key: string): string =>
  Buffer.from(JSON.stringify([shared, key])).toString('base64url');

/** @throws AccountStorageInputError */
export function readSearchCursor(cursor: string): SearchPosition {
  try {
    const [shared, after] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof shared === 'boolean' && typeof after === 'string' && after.isWellFormed())
      return { shared, after };
  } catch {
    // Reported below, like any other invalid cursor.
  }
  throw new AccountStorageInputError('The cursor cannot be read.');
}
