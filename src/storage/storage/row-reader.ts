import { type Entry, type Persistence } from '../../persistence/index.js';
import { type FoundText } from './storage.driver.js';
import { rowPrefix } from './row-keys.js';
import { type SearchPosition } from './search-cursor.js';

/** Maximum size of a read. */
const READ_BYTES = 1024 * 1024;

export interface RowReaderOptions {
  readonly accountId: string;
  readonly shared: boolean;
  readonly term: string;
  /** The last row of the previous page. */
  readonly position?: SearchPosition;
  /** Maximum number of rows. */
  readonly limit: number;
}

/** Reads an account's private or shared rows in order, a few at a time. */
export class RowReader {
  private readonly prefix: string;
  private buffer: Entry[] = [];
  private after: string | undefined;
  private isAtEnd = false;

  constructor(
    private readonly persistence: Persistence,
    private readonly options: RowReaderOptions,
  ) {
    this.prefix = rowPrefix(options.accountId, options.shared);
    if (options.position) this.after = `${this.prefix}${options.position.key}`;
  }

  /**
   * A private row comes before the shared one of the same key: if the previous page ended between the two, the shared
   * row comes next.
   */
  async open(): Promise<this> {
    const { position, shared, term } = this.options;
    if (position === undefined || position.shared || !shared) return this;
    const twin = await this.persistence.get(`${this.prefix}${position.key}`);
    // A cursor can be used with a different term than the one it was created for.
    if (twin && position.key.toLowerCase().includes(term.toLowerCase())) this.buffer.push(twin);
    return this;
  }

  /** The next row, without consuming it. */
  async peek(): Promise<FoundText | undefined> {
    if (this.buffer.length === 0 && !this.isAtEnd) await this.read();
    const entry = this.buffer[0];
    return (
      entry && {
        key: entry.key.slice(this.prefix.length),
        shared: this.options.shared,
        text: entry.value,
        version: entry.version,
      }
    );
  }

  take(): void {
    this.buffer.shift();
  }

  private async read(): Promise<void> {
    const { term, limit } = this.options;
    const entries = await this.persistence.scan({
      prefix: this.prefix,
      contains: term,
      after: this.after,
      limit,
      maxBytes: READ_BYTES,
    });
    const bytes = entries.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
    this.isAtEnd = entries.length < limit && bytes < READ_BYTES;
    this.after = entries.at(-1)?.key ?? this.after;
    this.buffer = entries;
  }
}
