import { decodeJson, encodeJson } from 'monday-persistence/json';
import { StorageInputError } from '../storage.errors.js';

/** Position within a page of the platform. */
export interface PagePosition {
  /** The platform's own cursor of that page; absent for the first. */
  readonly page?: string;
  /** Number of its records that were returned. */
  readonly taken: number;
  /** Name of the last returned record, because records before it may have been added or deleted. */
  readonly last: string;
}

export function writePagePosition({ page, taken, last }: PagePosition): string {
  return encodeJson([page ?? null, taken, last]);
}

/** @throws StorageInputError if the text is not a cursor that {@link writePagePosition} wrote */
export function readPagePosition(cursor: string): PagePosition {
  const parts = decodeJson(cursor);
  if (!Array.isArray(parts) || parts.length !== 3) throw unreadableCursor();
  const [page, taken, last] = parts as [unknown, unknown, unknown];
  const isOurs = (page === null || typeof page === 'string') && isCount(taken) && typeof last === 'string';
  if (!isOurs) throw unreadableCursor();
  return { page: page ?? undefined, taken, last };
}

/** Also for an inner cursor that the platform does not accept. */
export function unreadableCursor(): StorageInputError {
  return new StorageInputError([{ field: 'cursor', message: 'must be a cursor of an earlier page' }]);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
