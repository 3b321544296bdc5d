import { orderKey, typeBounds } from '../queries/order-key.js';
import { type Collection } from './collection.js';
import { type DocumentStore } from './document.store.js';
import { type Index } from './index-definition.js';

/** Firestore takes up to a day. */
const PAUSE_MS = 60_000;
/** More go with the next sweep: nobody else's write may wait for long. */
const MAX_AT_ONCE = 500;

/** Removes documents whose time to live is over, from time to time. */
export class Expiry {
  private sweptAt: number;

  constructor(
    private readonly store: DocumentStore,
    private readonly now: () => number,
  ) {
    this.sweptAt = now();
  }

  /** Inside of a write of the store. */
  sweepIfDue(): void {
    const now = this.now();
    if (now - this.sweptAt < PAUSE_MS) return;
    this.sweptAt = now;
    for (const collection of this.store.catalog.list()) {
      for (const index of collection.indexes) this.sweep(collection, index, now);
    }
  }

  private sweep(collection: Collection, index: Index, now: number): void {
    const [field] = index.fields;
    if (index.expireAfterSeconds === undefined || field?.direction !== 1) return;
    const latest = new Date(now - index.expireAfterSeconds * 1000);
    const [lower] = typeBounds(latest);
    const range = { index, lower, upper: orderKey(latest), isReversed: false };
    const expired = [];
    for (const stored of this.store.scan(collection, range)) {
      if (expired.push(stored) === MAX_AT_ONCE) break;
    }
    for (const stored of expired) this.store.remove(collection, stored);
  }
}
