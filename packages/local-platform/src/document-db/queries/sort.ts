import { CommandError } from '../command-error.js';
import { isDocument, numberOf, type Document } from '../document.js';
import { inverted, orderKey } from './order-key.js';
import { namesOf, valuesAt } from './paths.js';

/** One field of an order. */
export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** @throws CommandError BadValue if a direction is neither 1 nor -1 */
export function sortOf(sort: unknown): readonly SortField[] {
  if (sort === undefined || sort === null) return [];
  if (!isDocument(sort)) throw new CommandError('TypeMismatch', 'The sort must be a document.');
  return Object.entries(sort).map(([path, value]) => {
    const direction = numberOf(value);
    if (direction !== 1 && direction !== -1) {
      throw new CommandError(
        'BadValue',
        `$sort key ordering must be 1 (for ascending) or -1 (for descending)`,
      );
    }
    return { path, direction };
  });
}

/** Bytes that sort as the documents do. Of an array its lowest, or in descending order its highest element counts. */
export function sortKey(document: Document, fields: readonly SortField[]): Buffer {
  return Buffer.concat(
    fields.map(({ path, direction }) => {
      const keys = valuesAt(document, namesOf(path))
        .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
        .map((value) => (direction === 1 ? orderKey(value) : inverted(orderKey(value))));
      if (keys.length === 0) return direction === 1 ? orderKey(null) : inverted(orderKey(null));
      return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
    }),
  );
}
