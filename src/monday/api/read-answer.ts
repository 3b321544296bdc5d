import { isDeepStrictEqual } from 'node:util';
import { isObject } from 'monday-persistence/json';
import { MondayUnexpectedAnswerError } from '../client/index.js';

/**
 * The objects of a list. monday may answer `null` in place of the list or of an object.
 * @throws MondayUnexpectedAnswerError if it is no list of objects
 */
export function readList<T>(answer: unknown): T[] {
  const list: unknown = answer ?? [];
  if (!Array.isArray(list)) throw new MondayUnexpectedAnswerError();
  const present = (list as unknown[]).filter((entry) => entry !== null);
  if (!present.every((entry) => isObject(entry))) throw new MondayUnexpectedAnswerError();
  return present as T[];
}

/**
 * What a mutation wrote, which has an id.
 * @throws MondayUnexpectedAnswerError also for `null`, after which it is not known whether monday wrote it
 */
export function readCreated<T extends { readonly id: string }>(answer: unknown): T {
  if (!isObject(answer) || typeof answer['id'] !== 'string') throw new MondayUnexpectedAnswerError();
  return answer as unknown as T;
}

/**
 * Requests numbered pages until one is not full, or `limit` entries were yielded.
 * @param read resolves to monday's list
 * @throws MondayUnexpectedAnswerError if a page is the one before it
 */
export async function* numberedPages<T>(
  limit: number,
  pageSize: number,
  read: (limit: number, page: number) => Promise<unknown>,
): AsyncGenerator<T, void, undefined> {
  const size = Math.min(limit, pageSize);
  let left = limit;
  let before: readonly T[] = [];
  for (let page = 1; left > 0; page += 1) {
    const answer = await read(size, page);
    const entries = readList<T>(answer);
    // monday would never come to the end.
    if (entries.length > 0 && isDeepStrictEqual(entries, before)) throw new MondayUnexpectedAnswerError();
    before = entries;
    yield* entries.slice(0, left);
    left -= entries.length;
    // A page of which monday does not give all entries is full nevertheless.
    const length = Array.isArray(answer) ? answer.length : 0;
    if (length === 0 || length < size) return;
  }
}
