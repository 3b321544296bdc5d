import { type Document } from '../document.js';
import { type Range } from '../queries/plan.js';
import { type Collection } from './collection.js';

/** A document as it is stored. */
export interface StoredDocument {
  /** The bytes of its `_id` (queries/order-key.ts). */
  readonly key: Buffer;
  /** Grows with every write of the database. */
  readonly version: number;
  /** BSON. */
  readonly body: Uint8Array;
}

/** A document to be stored. */
export interface WrittenDocument {
  readonly key: Buffer;
  readonly document: Document;
  readonly body: Uint8Array;
}

/** What a command reads and writes: all that is committed, or a transaction's view of it. */
export interface DocumentView {
  get(collection: Collection, key: Buffer): StoredDocument | undefined;
  /** Reads as far as the caller asks. */
  scan(collection: Collection, range: Range): Iterable<StoredDocument>;
  /** Adds or replaces. @throws CommandError DuplicateKey if a unique index has the value already */
  put(collection: Collection, written: WrittenDocument): void;
  remove(collection: Collection, stored: StoredDocument): void;
}
