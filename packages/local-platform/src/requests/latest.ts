const KEPT = 200;

/** The last entries that were added, newest first. In memory only. */
export class Latest<T> {
  private readonly entries: T[] = [];

  /** @param capacity how many are kept */
  constructor(private readonly capacity = KEPT) {}

  add(entry: T): void {
    this.entries.unshift(entry);
    if (this.entries.length > this.capacity) this.entries.pop();
  }

  list(): readonly T[] {
    return this.entries;
  }
}
