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
  return Buffer.from(JSON.stringify([page ?? null, taken, last])).toString('base64url');
}

/** @throws StorageInputError if the text is not a cursor that {@link writePagePosition} wrote */
export function readPagePosition(cursor: string): PagePosition {
  const refusal = unreadableCursor();
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refusal;
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw refusal;
  const [page, taken, last] = parts as [unknown, unknown, unknown];
  const isOurs = (page === null || typeof page === 'string') && isCount(taken) && typeof last === 'string';
  if (!isOurs) throw refusal;
  return { page: page ?? undefined, taken, last };
}

/** Also for an inner cursor that the platform does not accept. */
export function unreadableCursor(): StorageInputError {
  return new StorageInputError([{ field: 'cursor', message: 'must be a cursor of an earlier page' }]);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
