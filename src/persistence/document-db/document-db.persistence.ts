import { type Db, type MongoClient } from 'mongodb';
import { type Clock } from 'monday-persistence/clock';
import { withDeadline } from 'monday-persistence/deadline';
import {
  PersistenceUnsupportedError,
  type Entry,
  type Operation,
  type OperationResult,
  type PersistenceCapabilities,
  type Quota,
} from 'monday-persistence';
import { ExpirySweeper, VersionSource } from 'monday-persistence/driver-kit';
import { type BaseError } from '../../errors/index.js';
import { RemotePersistence, type RemoteConnection } from '../remote.persistence.js';
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
interface Connection extends RemoteConnection {
  readonly client: MongoClient;
  readonly db: Db;
  readonly reader: RecordReader;
  readonly writes: RecordWrites;
  readonly batches: RecordBatch;
}

/**
 * A store in monday's Document DB, which is Firestore with MongoDB compatibility, for any number of instances. While the
 * server is unavailable, every operation throws {@link PersistenceUnavailableError}; a write that throws it may or may
 * not have been executed. The store reconnects automatically.
 */
export class DocumentDbPersistence extends RemotePersistence<Connection> {
  readonly capabilities: PersistenceCapabilities = {
    severalMachines: true,
    sharedCompareAndSet: true,
    atomicBatch: true,
    scan: true,
    scarceCalls: true,
  };

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

  /** Costs no read. */
  async ping(): Promise<void> {
    await this.run(({ db }) => db.command({ ping: 1 }));
  }

  protected override find(key: string): Promise<Entry | undefined> {
    return this.run(({ reader }) => reader.get(key));
  }

  protected override execute(operation: Operation): Promise<OperationResult> {
    return this.run(({ writes }) => writes.apply(operation));
  }

  protected override executeAll(
    operations: readonly Operation[],
    quota: Quota | undefined,
  ): Promise<OperationResult[]> {
    return this.run(async ({ batches }) => {
      if (quota) throw new PersistenceUnsupportedError('quotas');
      return operations.length === 0 ? [] : batches.run(operations);
    });
  }

  protected override toPersistenceError(error: unknown): BaseError {
    return toPersistenceError(error);
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
