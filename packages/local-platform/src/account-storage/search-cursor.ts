import { decodeJson, encodeJson } from 'monday-persistence/json';
import { AccountStorageInputError } from './account-storage.errors.js';

/** Where a search stopped. */
export interface SearchPosition {
  readonly shared: boolean;
  /** The last returned key. */
  readonly after: string | undefined;
}

export const searchCursor = (shared: boolean, key: string): string => encodeJson([shared, key]);

/** @throws AccountStorageInputError */
export function readSearchCursor(cursor: string): SearchPosition {
  const position = decodeJson(cursor);
  const [shared, after] = Array.isArray(position) ? (position as unknown[]) : [];
  const isValid = typeof shared === 'boolean' && typeof after === 'string' && after.isWellFormed();
  if (!isValid) throw new AccountStorageInputError('The cursor cannot be read.');
  return { shared, after };
}
