import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock } from '../clock/index.js';
import { BaseError } from '../errors/index.js';
import { ExpirySweeper } from '../driver-kit/expiry-sweeper.js';
import { type PersistenceCapabilities } from '../persistence-capabilities.js';
import { PersistenceUnavailableError, PersistenceUnsupportedError } from '../persistence.errors.js';
import { CheckedPersistence } from '../driver-kit/checked.persistence.js';
import {
  type Entry,
  type Operation,
  type OperationResult,
  type Quota,
  type ScanOptions,
} from '../persistence.js';
import { makeFolder } from '../files/make-folder.js';
import { retry } from '../driver-kit/retry.js';
import { VersionSource } from '../driver-kit/version-source.js';
import { GroupCommit } from './group-commit.js';
import { isMissingItsLog } from './missing-log.js';
import { SharedReads } from './shared-reads.js';
import { closeSqliteDatabase, isBusy, openSqliteDatabase, type SqliteDatabase } from './sqlite-database.js';
import { SqliteRecords } from './sqlite-records.js';
import { SqliteScan } from './sqlite-scan.js';
import { countUsage, SqliteUsage } from './sqlite-usage.js';
import { inTransaction, prepareSqliteDatabase } from './sqlite.schema.js';

/** How long opening waits for another process that opens the same file. */
const OPEN_LIMIT_MS = 10_000;
const MISSING_LOG = 'The SQLite file was copied without its write-ahead log (-wal) and holds no data.';
/** Interval of the deletion of expired records. */
const SWEEP_INTERVAL_MS = 60_000;
const MAX_PAUSE_MS = 40;

export interface SqlitePersistenceOptions {
  /** The file; it and its folder are made if they are missing, for this user alone. */
  readonly path: string;
  readonly clock: Clock;
  /** How long an operation waits for another process that holds the file's lock, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** Whether to count the usage of each `storage/<account>/`, which quotas require; default no. */
  readonly countsUsage?: boolean;
}

/** Figures of production. */
export const SQLITE_SETTINGS = { lockTimeoutMs: 5_000 };

/** State between open and close. */
interface Connection {
  readonly db: SqliteDatabase;
  readonly records: SqliteRecords;
  readonly reads: SharedReads;
  readonly scanner: SqliteScan;
  readonly commits: GroupCommit;
  readonly sweeper: ExpirySweeper;
  readonly usage: SqliteUsage | undefined;
}

/**
 * A store in one SQLite file, for one machine. Several processes may open the same file.
 * Reads of the same turn share one transaction, and so do writes that wait together.
 */
export class SqlitePersistence extends CheckedPersistence {
  readonly capabilities: PersistenceCapabilities = {
    severalMachines: false,
    sharedCompareAndSet: true,
    atomicBatch: true,
    scan: true,
    scarceCalls: false,
  };
  /** Scans take several turns of the event loop; close waits for them. */
  private readonly scans = new Set<Promise<unknown>>();
  private connection: Connection | undefined;

  constructor(private readonly options: SqlitePersistenceOptions) {
    super();
  }

  async open(): Promise<void> {
    if (this.connection !== undefined) return;
    try {
      if (isMissingItsLog(this.options.path)) throw new Error(MISSING_LOG);
      const db = await this.openFile();
      this.connection = this.connect(db);
    } catch (error) {
      throw new PersistenceUnavailableError(error);
    }
    this.connection.sweeper.start();
  }

  async close(): Promise<void> {
    const connection = this.connection;
    if (connection === undefined) return;
    this.connection = undefined;
    await connection.sweeper.stop();
    await Promise.allSettled([connection.commits.drain(), connection.reads.drain(), ...this.scans]);
    closeSqliteDatabase(connection.db);
  }

  async ping(): Promise<void> {
    await this.read(({ reads }) => reads.get('ping'));
  }

  /** Deletes all expired records. Runs automatically; public for tests and tools. */
  async sweep(): Promise<void> {
    await this.opened().sweeper.sweep();
  }

  protected override find(key: string): Promise<Entry | undefined> {
    return this.read(({ reads }) => reads.get(key));
  }

  protected override async execute(operation: Operation): Promise<OperationResult> {
    const { commits, records } = this.opened();
    return commits.submit(() => records.apply(operation), {
      savepoint: false,
      weight: weightOf(operation),
    });
  }

  protected override async executeAll(
    operations: readonly Operation[],
    quota: Quota | undefined,
  ): Promise<OperationResult[]> {
    const { commits, records, usage } = this.opened();
    if (operations.length === 0) return [];
    if (quota && !usage) throw new PersistenceUnsupportedError('quotas unless it counts');
    const apply = (): OperationResult[] => records.applyAll(operations);
    return commits.submit(() => (quota && usage ? usage.within(quota, apply) : apply()), {
      savepoint: operations.length > 1 || quota !== undefined,
      weight: operations.reduce((sum, operation) => sum + weightOf(operation), 0),
    });
  }

  protected override list(options: ScanOptions): Promise<Entry[]> {
    const scan = this.read(({ scanner }) => scanner.run(options));
    this.scans.add(scan);
    return scan.finally(() => this.scans.delete(scan));
  }

  /** Another process that recovers or closes the file may be in the way of a read, for a moment. */
  private async read<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    try {
      return await work(this.opened());
    } catch (error) {
      if (!isBusy(error)) throw asUnavailable(error);
    }
    try {
      return await retry(() => work(this.opened()), {
        isRetriable: isBusy,
        limitMs: this.options.lockTimeoutMs,
        maxPauseMs: MAX_PAUSE_MS,
      });
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  private opened(): Connection {
    if (this.connection === undefined) throw new PersistenceUnavailableError();
    return this.connection;
  }

  private async openFile(): Promise<SqliteDatabase> {
    makeFolder(dirname(this.options.path));
    // SQLite gives its other files the mode of this one.
    await (await open(this.options.path, 'a', 0o600)).close();
    return retry(
      async () => {
        const db = await openSqliteDatabase(this.options.path);
        try {
          prepareSqliteDatabase(db);
          if (this.options.countsUsage) inTransaction(db, () => countUsage(db));
          return db;
        } catch (error) {
          db.close();
          throw error;
        }
      },
      { isRetriable: isBusy, limitMs: OPEN_LIMIT_MS, maxPauseMs: MAX_PAUSE_MS },
    );
  }

  private connect(db: SqliteDatabase): Connection {
    const { clock } = this.options;
    const records = new SqliteRecords(db, new VersionSource(), clock);
    const commits = new GroupCommit(db, this.options.lockTimeoutMs);
    const sweeper = new ExpirySweeper({
      intervalMs: SWEEP_INTERVAL_MS,
      deleteExpired: async (limit) => {
        const deleted = await commits.submit(() => records.deleteExpired(limit), {
          savepoint: false,
          weight: 0,
        });
        // A copy of the file alone that is made while the app runs is behind by one interval at most.
        if (deleted < limit) db.exec('PRAGMA wal_checkpoint(PASSIVE)');
        return deleted;
      },
    });
    const reads = new SharedReads(db, records);
    const usage = this.options.countsUsage ? new SqliteUsage(db, clock) : undefined;
    return { db, records, reads, scanner: new SqliteScan(db, records, clock), commits, sweeper, usage };
  }
}

function weightOf(operation: Operation): number {
  return operation.type === 'upsert' ? operation.value.length : 0;
}

function asUnavailable(error: unknown): BaseError {
  return error instanceof BaseError ? error : new PersistenceUnavailableError(error);
}
