import { CommandError } from '../command-error.js';
import { decodeDocument, type Document } from '../document.js';
import { predicateOf } from '../queries/matcher.js';
import { planOf } from '../queries/plan.js';
import { sortKey, type SortField } from '../queries/sort.js';
import { type Collection } from '../store/collection.js';
import { type StoredDocument } from '../store/document-view.js';
import { type CommandCall } from './command.js';

/** For the keys of an order that no index has. */
const MAX_SORT_BYTES = 32 * 1024 * 1024;

/** A document that was found. */
export interface Found {
  readonly stored: StoredDocument;
  readonly document: Document;
}

export interface Search {
  readonly filter: Document;
  readonly sort: readonly SortField[];
}

/** Finds documents in order, as far as the caller asks. Each that is looked at counts as read, and at least one. @throws CommandError */
export function search(call: CommandCall, collection: Collection, { filter, sort }: Search): Iterable<Found> {
  const matches = predicateOf(filter);
  const plan = planOf(filter, sort, collection.indexes);
  const found = matching(call, collection, plan.ranges, matches);
  return plan.isSorted ? found : sorted(call, collection, found, sort);
}

function* matching(
  { view, database, timeLimit }: CommandCall,
  collection: Collection,
  ranges: ReturnType<typeof planOf>['ranges'],
  matches: (document: Document) => boolean,
): Iterable<Found> {
  let isCounted = false;
  for (const range of ranges) {
    for (const stored of range.point
      ? one(view.get(collection, range.point))
      : view.scan(collection, range)) {
      timeLimit.check();
      database.usage.count('reads');
      isCounted = true;
      const document = decodeDocument(stored.body);
      if (matches(document)) yield { stored, document };
    }
  }
  // A query that finds nothing counts too.
  if (!isCounted) database.usage.count('reads');
}

const one = (stored: StoredDocument | undefined): readonly StoredDocument[] => (stored ? [stored] : []);

/** Keeps the keys of the order only, and reads the documents again. */
function* sorted(
  { view }: CommandCall,
  collection: Collection,
  found: Iterable<Found>,
  sort: readonly SortField[],
): Iterable<Found> {
  const keys: { readonly order: Buffer; readonly key: Buffer }[] = [];
  let bytes = 0;
  for (const { stored, document } of found) {
    const order = sortKey(document, sort);
    bytes += order.length + stored.key.length;
    if (bytes > MAX_SORT_BYTES) {
      throw new CommandError('QueryExceededMemoryLimitNoDiskUseAllowed', 'Sort exceeded memory limit.');
    }
    keys.push({ order, key: stored.key });
  }
  keys.sort((left, right) => Buffer.compare(left.order, right.order));
  for (const { key } of keys) {
    const stored = view.get(collection, key);
    if (stored) yield { stored, document: decodeDocument(stored.body) };
  }
}
