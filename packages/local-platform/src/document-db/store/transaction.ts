import { CommandError, writeConflict } from '../command-error.js';
import { decodeDocument } from '../document.js';
import { type Range } from '../queries/plan.js';
import { type Collection } from './collection.js';
import { type DocumentStore } from './document.store.js';
import { type DocumentView, type StoredDocument, type WrittenDocument } from './document-view.js';
import { indexKey, type Index } from './index-definition.js';

interface Change {
  readonly collection: Collection;
  readonly key: Buffer;
  /** `undefined`: removed. */
  readonly written: WrittenDocument | undefined;
}

/** What a scan has read: so many documents from the beginning, in these versions. */
interface Read {
  readonly again: () => Iterator<StoredDocument>;
  readonly seen: string[];
  hasEnded: boolean;
}

/** It is in memory until the commit. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * A transaction. Its changes are its own until the commit. What it has read is read again before each command and before
 * the commit: if another has changed any of it, the transaction ends with a conflict.
 */
export class Transaction implements DocumentView {
  private readonly changes = new Map<string, Change>();
  private readonly reads: Read[] = [];
  private checked: number;
  private bytes = 0;

  constructor(private readonly store: DocumentStore) {
    this.checked = store.version;
  }

  /** @throws CommandError WriteConflict */
  check(): void {
    if (this.checked === this.store.version) return;
    if (!this.reads.every(isUnchanged)) throw writeConflict();
    this.checked = this.store.version;
  }

  /** Writes the changes, inside of a write of the store. @throws CommandError WriteConflict | DuplicateKey */
  commit(): void {
    this.check();
    this.store.atomically(() => {
      const changes = [...this.changes.values()];
      // First what goes: a unique value may move from one document to another.
      for (const { collection, key, written } of changes) {
        const before = written ? undefined : this.store.get(collection, key);
        if (before) this.store.remove(collection, before);
      }
      for (const { collection, written } of changes) {
        if (written) this.store.put(collection, written);
      }
    });
  }

  get(collection: Collection, key: Buffer): StoredDocument | undefined {
    const change = this.changes.get(nameOf(collection, key));
    if (change) return change.written && ownDocument(change.written);
    const read = (): Iterator<StoredDocument> =>
      [this.store.get(collection, key) ?? []].flat()[Symbol.iterator]();
    return [...this.recorded(read)][0];
  }

  *scan(collection: Collection, range: Range): Iterable<StoredDocument> {
    const own = this.ownIn(collection, range);
    const committed = this.recorded(() => this.store.scan(collection, range)[Symbol.iterator]());
    const sign = range.isReversed ? -1 : 1;
    let next = own.shift();
    for (const stored of committed) {
      if (this.changes.has(nameOf(collection, stored.key))) continue;
      const key = next && positionOf(range.index, stored.key, decodedIf(range.index, stored));
      while (next && key && Buffer.compare(next.position, key) * sign < 0) {
        yield next.stored;
        next = own.shift();
      }
      yield stored;
    }
    for (; next; next = own.shift()) yield next.stored;
  }

  put(collection: Collection, written: WrittenDocument): void {
    this.bytes += written.body.length;
    if (this.bytes > MAX_BYTES) {
      throw new CommandError('TransactionTooLargeForCache', 'The transaction is too large.');
    }
    this.changes.set(nameOf(collection, written.key), { collection, key: written.key, written });
  }

  remove(collection: Collection, { key }: StoredDocument): void {
    this.changes.set(nameOf(collection, key), { collection, key, written: undefined });
  }

  private *recorded(again: () => Iterator<StoredDocument>): Generator<StoredDocument> {
    const read: Read = { again, seen: [], hasEnded: false };
    this.reads.push(read);
    for (const stored of { [Symbol.iterator]: again }) {
      read.seen.push(markOf(stored));
      yield stored;
    }
    read.hasEnded = true;
  }

  /** The transaction's own documents in a range, in its order. */
  private ownIn(
    collection: Collection,
    { index, lower, upper, isReversed }: Range,
  ): { readonly position: Buffer; readonly stored: StoredDocument }[] {
    const sign = isReversed ? -1 : 1;
    return [...this.changes.values()]
      .flatMap((change) => {
        if (!change.written || change.collection.id !== collection.id) return [];
        const position = positionOf(index, change.key, change.written.document);
        return position ? [{ position, stored: ownDocument(change.written) }] : [];
      })
      .filter(({ position }) => Buffer.compare(position, lower) >= 0 && Buffer.compare(position, upper) < 0)
      .sort((left, right) => Buffer.compare(left.position, right.position) * sign);
  }
}

function isUnchanged({ again, seen, hasEnded }: Read): boolean {
  const stored = again();
  const isSame = seen.every((mark) => {
    const next = stored.next();
    return next.done !== true && markOf(next.value) === mark;
  });
  return isSame && (!hasEnded || stored.next().done === true);
}

const markOf = ({ key, version }: StoredDocument): string => `${version}/${key.toString('latin1')}`;
const nameOf = ({ id }: Collection, key: Buffer): string => `${id}/${key.toString('latin1')}`;

const ownDocument = ({ key, body }: WrittenDocument): StoredDocument => ({ key, body, version: 0 });

const decodedIf = (index: Index | undefined, { body }: StoredDocument): WrittenDocument['document'] =>
  index ? decodeDocument(body) : {};

/** Where a document is in an index, or without one in the collection. */
function positionOf(
  index: Index | undefined,
  key: Buffer,
  document: WrittenDocument['document'],
): Buffer | undefined {
  if (!index) return key;
  const fields = indexKey(index, document);
  return fields && Buffer.concat([fields, key]);
}
