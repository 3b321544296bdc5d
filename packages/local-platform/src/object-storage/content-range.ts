import { ObjectRefusal } from './object-storage.errors.js';

/** What a request of a resumable upload sends. */
export interface SentRange {
  /** Position of the first byte; `undefined` if there are none and the client wants to know how many arrived. */
  readonly first: number | undefined;
  /** Size of the whole object; `undefined` if the client does not say it yet. */
  readonly total: number | undefined;
  /** Whether the object ends where the body ends. */
  readonly endsWithBody: boolean;
}

const FORM = /^bytes (?:(\*)|(\d{1,15})-(\d{1,15}|\*))\/(\d{1,15}|\*)$/;

/**
 * Reads the `Content-Range` of a resumable upload, such as `bytes 0-99/100`. Position, end and size may be `*`.
 * Source: docs.cloud.google.com/storage/docs/performing-resumable-uploads
 * @param header without one, the body is the whole object
 * @throws ObjectRefusal 400
 */
export function readContentRange(header: string | undefined): SentRange {
  if (header === undefined) return { first: 0, total: undefined, endsWithBody: true };
  const match = FORM.exec(header);
  if (!match) throw ObjectRefusal.invalid('Failed to parse Content-Range header.');
  const [, unknown, first, last, whole = ''] = match;
  const total = whole === '*' ? undefined : Number(whole);
  if (unknown !== undefined) return { first: undefined, total, endsWithBody: false };
  return { first: Number(first), total, endsWithBody: last === '*' && total === undefined };
}
