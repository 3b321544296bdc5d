import { type Clock } from 'monday-persistence/clock';
import { type PlatformDatabase } from '../../database/index.js';

/** Reads rows of one account, with a cache. There is one per request. */
export class Reader {
  private readonly known = new Map<string, unknown>();
  private writing = false;

  constructor(
    readonly database: PlatformDatabase,
    readonly accountId: number,
    private readonly clock: Clock,
  ) {}

  /** The time of the platform's clock, in milliseconds since the epoch. */
  now(): number {
    return this.clock.now();
  }

  /**
   * Loads a value once: the items of a page share their board, columns and people.
   * @param name unique name of the value, including its id
   */
  once<T>(name: string, load: () => T): T {
    if (this.writing) return load();
    const known = this.known.get(name);
    if (known !== undefined || this.known.has(name)) return known as T;
    const loaded = load();
    this.known.set(name, loaded);
    return loaded;
  }

  /** Clears the cache, then runs changes of the database without it. */
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
