import type { Entry } from '../persistence.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteRecords } from './sqlite-records.js';

interface Read {
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
    let characters = 0;
    for (const [index, { key, resolve, reject }] of reads.entries()) {
      try {
        const entry = this.records.get(key);
        resolve(entry);
        characters += entry?.value.length ?? 0;
      } catch (error) {
        reject(error);
      }
      if (characters > MAX_CHARACTERS) return this.putOff(reads.slice(index + 1));
    }
  }

  private putOff(reads: readonly Read[]): void {
    if (reads.length === 0) return;
    if (this.waiting.length === 0) setImmediate(() => this.flush());
    this.waiting.unshift(...reads);
  }

  private finish(): void {
    try {
      this.db.exec('COMMIT');
    } catch {
      // An error of the disk may have ended the transaction already.
    }
  }
}
