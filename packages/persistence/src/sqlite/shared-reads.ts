import type { Entry } from '../persistence.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteRecords } from './sqlite-records.js';

interface Read {
  /** In the order in which they came. */
  readonly number: number;
  readonly key: string;
  readonly resolve: (entry: Entry | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Values that one turn brings into memory; whoever reads them may find that there is no room for more. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/**
 * Reads of the same turn of the event loop share one transaction, and so the two locks of the file that each would take
 * for itself; and the same code many times in a row costs the processor less.
 */
export class SharedReads {
  private waiting: Read[] = [];
  /** Those that found no room in their turn, the oldest first. */
  private putOff: Read[] = [];
  private count = 0;

  constructor(
    private readonly db: SqliteDatabase,
    private readonly records: SqliteRecords,
  ) {}

  /** The record at the end of this turn, or `undefined`. Rejects with the error of SQLite, also where it is busy. */
  get(key: string): Promise<Entry | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ number: this.count++, key, resolve, reject });
      if (this.waiting.length === 1 && this.putOff.length === 0) setImmediate(() => this.flush());
    });
  }

  /** Answers what waits now. Outside of any transaction: a group of writes never spans two turns. */
  flush(): void {
    const reads = this.inOrder();
    if (reads.length === 0) return;
    if (reads.length === 1) return this.answer(reads);
    try {
      this.db.exec('BEGIN');
    } catch (error) {
      for (const { reject } of reads) reject(error);
      return;
    }
    try {
      this.answer(reads);
    } finally {
      this.finish();
    }
  }

  private answer(reads: readonly Read[]): void {
    let characters = 0;
    for (const [index, { key, resolve, reject }] of reads.entries()) {
      try {
        const entry = this.records.get(key);
        resolve(entry);
        characters += entry?.value.length ?? 0;
      } catch (error) {
        reject(error);
      }
      if (characters > MAX_CHARACTERS) return this.postpone(reads.slice(index + 1));
    }
  }

  /**
   * The oldest that was put off, then what is new, then the others: a small value does not wait until all the large ones
   * that another account asked for are read.
   */
  private inOrder(): Read[] {
    const [oldest, ...others] = this.putOff;
    const reads = [...(oldest ? [oldest] : []), ...this.waiting, ...others];
    this.putOff = [];
    this.waiting = [];
    return reads;
  }

  private postpone(reads: readonly Read[]): void {
    if (reads.length === 0) return;
    setImmediate(() => this.flush());
    this.putOff = reads.toSorted((a, b) => a.number - b.number);
  }

  private finish(): void {
    try {
      this.db.exec('COMMIT');
    } catch {
      // An error of the disk may have ended the transaction already.
    }
  }
}
