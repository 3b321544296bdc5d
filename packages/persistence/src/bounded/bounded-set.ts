import { BoundedMap, type BoundedSetOptions } from './bounded-map.js';

/** A set with the limits of a {@link BoundedMap}. */
export class BoundedSet<T> {
  private readonly items: BoundedMap<T, true>;

  constructor(options: BoundedSetOptions) {
    this.items = new BoundedMap(options);
  }

  get size(): number {
    return this.items.size;
  }

  has(item: T): boolean {
    return this.items.has(item);
  }

  add(item: T): void {
    this.items.set(item, true);
  }
}
