import { setImmediate as nextTurn } from 'node:timers/promises';
import { BaseError } from '../errors/index.js';
import { PersistenceUnavailableError } from '../persistence.errors.js';
import { retry } from '../driver-kit/retry.js';
import { isBusy, type SqliteDatabase } from './sqlite-database.js';

const MAX_PAUSE_MS = 40;
/** A transaction runs in one turn of the event loop, so its size is bounded. */
const MAX_UNITS = 512;
const MAX_WEIGHT = 8 * 1024 * 1024;

export interface UnitOptions {
  /** More than one statement writes, so that a refusal in the middle has something to undo. */
  readonly savepoint: boolean;
  /** Characters to be written. */
  readonly weight: number;
}

interface Unit extends UnitOptions {
  readonly work: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes that wait at the same time share one transaction and so one fsync. Each is acknowledged after the commit.
 * A unit that refuses itself with a `BaseError` undoes only itself; any other error undoes the group.
 */
export class GroupCommit {
  private queue: Unit[] = [];
  private pumping: Promise<void> | undefined;

  constructor(
    private readonly db: SqliteDatabase,
    /** How long a write waits for another process that holds the write lock. */
    private readonly lockTimeoutMs: number,
  ) {}

  /** @throws PersistenceUnavailableError where the store is locked for too long, full or broken. */
  submit<T>(work: () => T, options: UnitOptions): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ ...options, work, resolve, reject });
      this.pumping ??= this.pump();
    });
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    await this.pumping;
  }

  private async pump(): Promise<void> {
    while (this.queue.length > 0) {
      // Whatever else arrives in this turn of the event loop joins.
      await nextTurn();
      try {
        await retry(() => this.db.exec('BEGIN IMMEDIATE'), {
          isRetriable: isBusy,
          limitMs: this.lockTimeoutMs,
          maxPauseMs: MAX_PAUSE_MS,
        });
      } catch (error) {
        rejectAll(this.queue.splice(0), error);
        continue;
      }
      this.commit(this.take());
    }
    this.pumping = undefined;
  }

  private take(): Unit[] {
    let weight = 0;
    let count = 0;
    for (const unit of this.queue) {
      weight += unit.weight;
      if (count > 0 && (weight > MAX_WEIGHT || count === MAX_UNITS)) break;
      count++;
    }
    return this.queue.splice(0, count);
  }

  /** From here to the end of the transaction nothing may wait: readers share the connection. */
  private commit(units: Unit[]): void {
    let acknowledgements: (() => void)[];
    try {
      acknowledgements = units.map((unit) => this.run(unit));
      this.db.exec('COMMIT');
    } catch (error) {
      this.rollback();
      rejectAll(units, error);
      return;
    }
    for (const acknowledge of acknowledgements) acknowledge();
  }

  private run(unit: Unit): () => void {
    if (unit.savepoint) this.db.exec('SAVEPOINT unit');
    try {
      const result = unit.work();
      if (unit.savepoint) this.db.exec('RELEASE unit');
      return () => unit.resolve(result as never);
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      if (unit.savepoint) this.db.exec('ROLLBACK TO unit; RELEASE unit');
      return () => unit.reject(error);
    }
  }

  private rollback(): void {
    try {
      this.db.exec('ROLLBACK');
    } catch {
      // A full disk may have ended the transaction already.
    }
  }
}

function rejectAll(units: Unit[], cause: unknown): void {
  const error = new PersistenceUnavailableError(cause);
  for (const unit of units) unit.reject(error);
}
