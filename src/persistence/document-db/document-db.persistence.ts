import { type Db, type MongoClient } from 'mongodb';
import { type Clock } from 'monday-persistence/clock';
import { withDeadline } from 'monday-persistence/deadline';
import {
  Persistence,
  PersistenceUnavailableError,
  PersistenceUnsupportedError,
  type BatchOptions,
  type Entry,
  type EntryUpsertOptions,
  type EntryUpsertResult,
  type IncrementOptions,
  type Operation,
  type OperationResult,
  type PersistenceCapabilities,
  type ScanOptions,
  type Version,
} from 'monday-persistence';
import {
  checkKey,
  checkOperation,
  checkScan,
  ExpirySweeper,
  VersionSource,
} from 'monday-persistence/driver-kit';
import { collectionsOf, type Collections } from './collections.js';
import { createDocumentDbClient } from './document-db-client.js';
import { toPersistenceError } from './document-db.errors.js';
import { ExpiredRecords } from './expired-records.js';
import { checkWritable, migrate } from './migrations.js';
import { RecordBatch } from './record-batch.js';
import { RecordReader } from './record-reader.js';
import { RecordScan } from './record-scan.js';
import { RecordWrites } from './record-writes.js';
import { type UsageMeter } from './usage-meter.js';

export interface DocumentDbPersistenceOptions {
  /** `mongodb://user:password@host:443/database?loadBalanced=true&tls=true&…`, as monday code sets it. */
  readonly url: string;
  /** Timeout for connecting and for finding the server, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Timeout of one request, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Maximum number of connections. */
  readonly maxConnections: number;
  /** Time that closing waits for running operations, in milliseconds. */
  readonly closeTimeoutMs: number;
  /** Maximum number of expired records that all instances remove in a day. */
  readonly sweptPerDay: number;
  /** The clocks of all instances must agree. */
  readonly clock: Clock;
  readonly meter: UsageMeter;
}

/** Figures of production, for one processor and 512 MiB. */
export const DOCUMENT_DB_SETTINGS = {
  connectTimeoutMs: 5_000,
  requestTimeoutMs: 15_000,
  maxConnections: 10,
  closeTimeoutMs: 2_000,
  // Half of the free deletions.
  sweptPerDay: 10_000,
};

/** Every deletion counts towards the quota of the day, so expired records are removed without haste. */
const SWEEP_INTERVAL_MS = 10 * 60_000;

/** State between open and close. */
interface Connection {
  readonly client: MongoClient;
  readonly db: Db;
  readonly reader: RecordReader;
  readonly writes: RecordWrites;
  readonly batches: RecordBatch;
  readonly scanner: RecordScan;
  readonly sweeper: ExpirySweeper;
}

/**
 * A store in monday's Document DB, which is Firestore with MongoDB compatibility, for any number of instances. While the
 * server is unavailable, every operation throws {@link PersistenceUnavailableError}; a write that throws it may or may
 * not have been executed. The store reconnects automatically.
 */
export class DocumentDbPersistence extends Persistence {
  readonly capabilities: PersistenceCapabilities = {
    severalMachines: true,
    sharedCompareAndSet: true,
    atomicBatch: true,
    scan: true,
    scarceCalls: true,
  };
  /** Running operations, for which closing waits. */
  private readonly running = new Set<Promise<unknown>>();
  private connection: Connection | undefined;
  private isAborted = false;

  constructor(private readonly options: DocumentDbPersistenceOptions) {
    super();
  }

  async open(): Promise<void> {
    if (this.connection !== undefined) return;
    let client: MongoClient | undefined;
    try {
      const created = await createDocumentDbClient(this.options);
      client = created.client;
      await migrate(created.db);
      await checkWritable(created.db);
      this.connection = this.connect(created.client, created.db);
    } catch (error) {
      await client?.close(true);
      throw toPersistenceError(error);
    }
    this.connection.sweeper.start();
  }

  async close(): Promise<void> {
    const { connection } = this;
    if (connection === undefined) return;
    this.connection = undefined;
    const ended = Promise.allSettled([connection.sweeper.stop(), ...this.running]);
    // Does not wait for a silent server.
    await withDeadline(ended, this.options.closeTimeoutMs, () => undefined);
    await connection.client.close(true);
  }

  override abort(): void {
    this.isAborted = true;
    void this.connection?.client.close(true).catch(() => undefined);
  }

  async get(key: string): Promise<Entry | undefined> {
    checkKey(key);
    return this.run(({ reader }) => reader.get(key));
  }

  async upsert(key: string, value: string, options?: EntryUpsertOptions): Promise<EntryUpsertResult> {
    const { version, created } = await this.write({ ...options, type: 'upsert', key, value });
    return { version, created };
  }

  async delete(key: string, version?: Version): Promise<boolean> {
    return (await this.write({ type: 'delete', key, version })).deleted;
  }

  async increment(key: string, by: number, options?: IncrementOptions): Promise<number> {
    return (await this.write({ type: 'increment', key, by, ttlSeconds: options?.ttlSeconds })).value;
  }

  async scan(options: ScanOptions): Promise<Entry[]> {
    checkScan(options);
    return this.run(({ scanner }) => scanner.run(options));
  }

  async batch(operations: readonly Operation[], { quota }: BatchOptions = {}): Promise<OperationResult[]> {
    operations.forEach(checkOperation);
    if (quota) throw new PersistenceUnsupportedError('quotas');
    return this.run(async ({ batches }) => (operations.length === 0 ? [] : batches.run(operations)));
  }

  /** Costs no read. */
  async ping(): Promise<void> {
    await this.run(({ db }) => db.command({ ping: 1 }));
  }

  /** Deletes all expired records. Runs automatically; public for tests and tools. */
  async sweep(): Promise<void> {
    await this.run(({ sweeper }) => sweeper.sweep());
  }

  private async write<O extends Operation>(
    operation: O,
  ): Promise<Extract<OperationResult, { type: O['type'] }>> {
    checkOperation(operation);
    const result = await this.run(({ writes }) => writes.apply(operation));
    return result as Extract<OperationResult, { type: O['type'] }>;
  }

  private async run<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    if (this.connection === undefined || this.isAborted) throw new PersistenceUnavailableError();
    const running = work(this.connection);
    this.running.add(running);
    try {
      return await running;
    } catch (error) {
      throw toPersistenceError(error);
    } finally {
      this.running.delete(running);
    }
  }

  private connect(client: MongoClient, db: Db): Connection {
    const { clock, meter, sweptPerDay } = this.options;
    const collections: Collections = collectionsOf(db);
    const versions = new VersionSource();
    const reader = new RecordReader(collections, clock, meter);
    const batches = new RecordBatch(client, collections, versions, clock, meter);
    const expired = new ExpiredRecords(collections, batches, clock, meter, sweptPerDay);
    return {
      client,
      db,
      reader,
      batches,
      writes: new RecordWrites(collections, versions, batches, clock, meter),
      scanner: new RecordScan(collections, reader, clock, meter),
      sweeper: new ExpirySweeper({
        intervalMs: SWEEP_INTERVAL_MS,
        deleteExpired: (limit) => expired.delete(limit),
      }),
    };
  }
}
