import { BaseError } from '../errors/index.js';
import { PersistenceUnavailableError } from '../persistence.errors.js';
import { retry } from '../driver-kit/retry.js';
import { TickBatcher, type Pending } from '../driver-kit/tick-batcher.js';
import { isBusy, type SqliteDatabase } from './sqlite-database.js';

const MAX_PAUSE_MS = 40;
/** A transaction runs in one turn of the event loop, so its size is bounded. */
const MAX_UNITS = 512;
const MAX_WEIGHT = 8 * 1024 * 1024;

export interface UnitOptions {
  /** Whether several statements write, so that a refusal requires a rollback. */
  readonly savepoint: boolean;
  /** Characters to be written. */
  readonly weight: number;
}

interface Unit extends UnitOptions {
  readonly work: () => unknown;
}

type PendingUnit = Pending<Unit, unknown>;

/**
 * Concurrent writes share one transaction and therefore one fsync. Each is acknowledged after the commit. A `BaseError`
 * rolls back only its own unit; any other error rolls back the group.
 */
export class GroupCommit {
  private readonly batcher = new TickBatcher<Unit, unknown>({
    begin: () => this.begin(),
    sizeOf: sizeOfGroup,
    run: (units) => this.commit(units),
  });

  constructor(
    private readonly db: SqliteDatabase,
    /** Maximum time that a write waits for the write lock of another process. */
    private readonly lockTimeoutMs: number,
  ) {}

  /** @throws PersistenceUnavailableError if the store is locked for too long, full or corrupt. */
  submit<T>(work: () => T, options: UnitOptions): Promise<T> {
    return this.batcher.submit({ ...options, work }) as Promise<T>;
  }

  /** Resolves when no items are waiting. */
  drain(): Promise<void> {
    return this.batcher.drain();
  }

  private async begin(): Promise<void> {
    try {
      await retry(() => this.db.exec('BEGIN IMMEDIATE'), {
        isRetriable: isBusy,
        limitMs: this.lockTimeoutMs,
        maxPauseMs: MAX_PAUSE_MS,
      });
    } catch (error) {
      throw new PersistenceUnavailableError(error);
    }
  }

  /** From here to the end of the transaction, the code must be synchronous, because readers share the connection. */
  private commit(units: readonly PendingUnit[]): void {
    let acknowledgements: (() => void)[];
    try {
      acknowledgements = units.map((unit) => this.run(unit));
      this.db.exec('COMMIT');
    } catch (error) {
      this.rollback();
      throw new PersistenceUnavailableError(error);
    }
    for (const acknowledge of acknowledgements) acknowledge();
  }

  private run({ item: { savepoint, work }, resolve, reject }: PendingUnit): () => void {
    if (savepoint) this.db.exec('SAVEPOINT unit');
    try {
      const result = work();
      if (savepoint) this.db.exec('RELEASE unit');
      return () => resolve(result);
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      if (savepoint) this.db.exec('ROLLBACK TO unit; RELEASE unit');
      return () => reject(error);
    }
  }

  private rollback(): void {
    try {
      this.db.exec('ROLLBACK');
    } catch {
      // A full disk may already have ended the transaction.
    }
  }
}

function sizeOfGroup(units: readonly PendingUnit[]): number {
  let weight = 0;
  let count = 0;
  for (const { item } of units) {
    weight += item.weight;
    if (count > 0 && (weight > MAX_WEIGHT || count === MAX_UNITS)) break;
    count++;
  }
  return count;
}
