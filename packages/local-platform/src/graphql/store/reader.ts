import { type PlatformDatabase } from '../../database/index.js';

/** What reading rows of one account needs, and what it has read already. A request has one. */
export class Reader {
  private readonly known = new Map<string, unknown>();
  private writing = false;

  constructor(
    readonly database: PlatformDatabase,
    readonly accountId: number,
  ) {}

  /**
   * Loads something once: a page of items shows the same board, columns and people again and again.
   * @param name of what is loaded, with its id
   */
  once<T>(name: string, load: () => T): T {
    if (this.writing) return load();
    if (this.known.has(name)) return this.known.get(name) as T;
    const loaded = load();
    this.known.set(name, loaded);
    return loaded;
  }

  /** Runs changes of the database: nothing is remembered while they run, and all is forgotten before. */
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
