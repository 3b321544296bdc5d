import { TickBatcher, type Pending } from '../driver-kit/tick-batcher.js';
import { type Entry } from '../persistence.js';
import { type SqliteDatabase } from './sqlite-database.js';
import { type SqliteRecords } from './sqlite-records.js';

interface Read {
  /** In the order in which they came. */
  readonly number: number;
  readonly key: string;
  /** It found no room in its turn. */
  isPostponed: boolean;
}

type PendingRead = Pending<Read, Entry | undefined>;

/** Maximum size of the values read in one turn, because readers may not have memory for more. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/**
 * Reads in the same turn of the event loop share one transaction, and therefore two file locks that each read would
 * need. Running the same code many times in a row also takes less CPU time.
 */
export class SharedReads {
  private readonly batcher = new TickBatcher<Read, Entry | undefined>({ run: (reads) => this.run(reads) });
  private count = 0;

  constructor(
    private readonly db: SqliteDatabase,
    private readonly records: SqliteRecords,
  ) {}

  /** The record at the end of this turn, or `undefined`. Rejects with the error of SQLite, also if it is busy. */
  get(key: string): Promise<Entry | undefined> {
    return this.batcher.submit({ number: this.count++, key, isPostponed: false });
  }

  /** Resolves when no read waits. */
  drain(): Promise<void> {
    return this.batcher.drain();
  }

  /** Outside any transaction, because a group of writes never spans two turns. */
  private run(batch: readonly PendingRead[]): void {
    const reads = inOrder(batch);
    if (reads.length === 1) return this.answer(reads);
    this.db.exec('BEGIN');
    try {
      this.answer(reads);
    } finally {
      this.finish();
    }
  }

  private answer(reads: readonly PendingRead[]): void {
    let characters = 0;
    for (const [index, { item, resolve, reject }] of reads.entries()) {
      try {
        const entry = this.records.get(item.key);
        resolve(entry);
        characters += entry?.value.length ?? 0;
      } catch (error) {
        reject(error);
      }
      if (characters > MAX_CHARACTERS) return this.postpone(reads.slice(index + 1));
    }
  }

  private postpone(reads: readonly PendingRead[]): void {
    for (const { item } of reads) item.isPostponed = true;
    this.batcher.postpone(reads.toSorted((a, b) => a.item.number - b.item.number));
  }

  private finish(): void {
    try {
      this.db.exec('COMMIT');
    } catch {
      // A disk error may already have ended the transaction.
    }
  }
}

/**
 * First the oldest postponed read, then new reads, then the others, so that a small value does not wait for all large
 * values of another account. Postponed reads come first in a batch.
 */
function inOrder(batch: readonly PendingRead[]): readonly PendingRead[] {
  const [oldest] = batch;
  if (!oldest?.item.isPostponed) return batch;
  const isPostponed = ({ item }: PendingRead): boolean => item.isPostponed;
  const fresh = batch.filter((read) => !isPostponed(read));
  return [oldest, ...fresh, ...batch.slice(1).filter(isPostponed)];
}
