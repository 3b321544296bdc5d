import { type PlatformDatabase } from '../../database/index.js';

/** Reads rows of one account, with a cache. There is one per request. */
export class Reader {
  private readonly known = new Map<string, unknown>();
  private writing = false;

  constructor(
    readonly database: PlatformDatabase,
    readonly accountId: number,
  ) {}

  /**
   * Loads a value once, because a page of items repeatedly uses the same board, columns and people.
   * @param name name of the value, with its id
   */
  once<T>(name: string, load: () => T): T {
    if (this.writing) return load();
    if (this.known.has(name)) return this.known.get(name) as T;
    const loaded = load();
    this.known.set(name, loaded);
    return loaded;
  }

  /** Runs changes of the database without the cache, and clears the cache before. */
  changing<T>(work: () => T): T {
    this.known.clear();
    this.writing = true;
    try {
      return work();
    } finally {
      this.writing = false;
    }
  }
}
