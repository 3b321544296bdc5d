import type { Entry } from '../persistence.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteRecords } from './sqlite-records.js';

interface Read {
  readonly key: string;
  readonly resolve: (entry: Entry | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads of the same turn of the event loop share one transaction, and so the two locks of the file that each would take
 * for itself; and the same code many times in a row costs the processor less.
 */
export class SharedReads {
  private waiting: Read[] = [];

  constructor(
    private readonly db: SqliteDatabase,
    private readonly records: SqliteRecords,
  ) {}

  /** The record at the end of this turn, or `undefined`. Rejects with the error of SQLite, also where it is busy. */
  get(key: string): Promise<Entry | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Answers what waits now. Outside of any transaction: a group of writes never spans two turns. */
  flush(): void {
    const reads = this.waiting;
    if (reads.length === 0) return;
    this.waiting = [];
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
    for (const { key, resolve, reject } of reads) {
      try {
        resolve(this.records.get(key));
      } catch (error) {
        reject(error);
      }
    }
  }

  private finish(): void {
    try {
      this.db.exec('COMMIT');
    } catch {
      // An error of the disk may have ended the transaction already.
    }
  }
}
