import { type Pool, type PoolClient, type PoolConfig } from 'pg';
import {
  PersistenceUnavailableError,
  type Entry,
  type Operation,
  type OperationResult,
  type PersistenceCapabilities,
  type Quota,
} from 'monday-persistence';
import { ExpirySweeper, retry, VersionSource } from 'monday-persistence/driver-kit';
import { type Clock } from 'monday-persistence/clock';
import { ConcurrencyLimiter } from 'monday-persistence/rate-limiter';
import { FRAMEWORK_NAME } from '../../config/index.js';
import { BaseError } from '../../errors/index.js';
import { RemotePersistence, type RemoteConnection } from '../remote.persistence.js';
import { KEEP_ALIVE, POSTGRES_CONNECTION_SETTINGS, PostgresConnections } from './postgres-connections.js';
import { DEADLOCK_RETRY, PostgresBatch } from './postgres-batch.js';
import { POOLER_CHECK_TIMEOUT_MS, PostgresPoolerError, refusePooler } from './pooler.js';
import { PostgresRecords } from './postgres-records.js';
import { PostgresScan } from './postgres-scan.js';
import { PostgresUsage } from './postgres-usage.js';
import { migratePostgres } from './postgres.schema.js';

export interface PostgresPersistenceOptions {
  /** `postgres://user:password@host:port/database`, with the library's parameters (`sslmode`, `options`, ...). */
  readonly url: string;
  /** Called for each new connection, because the address may change; default is `url`. */
  readonly currentUrl?: () => string;
  /** Maximum number of connections. */
  readonly maxConnections: number;
  /** Timeout of a statement, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** Timeout of a search statement, in milliseconds. */
  readonly searchTimeoutMs: number;
  /** The clocks of all instances must agree. */
  readonly clock: Clock;
  /** Time that closing waits for running operations, in milliseconds. */
  readonly closeTimeoutMs: number;
  /** Whether to count the usage of each `storage/<account>/`, which quotas require; default no. */
  readonly countsUsage?: boolean;
}

/** Figures of production. */
export const POSTGRES_SETTINGS = {
  maxConnections: 10,
  statementTimeoutMs: 10_000,
  searchTimeoutMs: 3_000,
  closeTimeoutMs: 2_000,
};

/** Maximum number of additional connections for searches. */
const MAX_SEARCH_CONNECTIONS = 3;
/** Timeout for opening a connection or waiting for a free one. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Interval of the deletion of expired records. */
const SWEEP_INTERVAL_MS = 60_000;
/** Long operations of one account need a permit before they take a connection, so that other accounts keep theirs. */
const WAITING = { maxWaiting: 1_000, maxWaitMs: 10_000 };

/** State between open and close. */
interface Connection extends RemoteConnection {
  readonly pool: Pool;
  readonly searchPool: Pool;
  readonly connections: PostgresConnections;
  readonly records: PostgresRecords;
  readonly batches: PostgresBatch;
}

/**
 * A store in Postgres for any number of instances. While the server is unavailable, every operation throws {@link
 * PersistenceUnavailableError}; a write that throws it may or may not have been executed. The store reconnects
 * automatically.
 */
export class PostgresPersistence extends RemotePersistence<Connection> {
  readonly capabilities: PersistenceCapabilities = {
    severalMachines: true,
    sharedCompareAndSet: true,
    atomicBatch: true,
    scan: true,
    scarceCalls: false,
  };
  private readonly clock: Clock;

  constructor(private readonly options: PostgresPersistenceOptions) {
    super();
    this.clock = options.clock;
  }

  async open(): Promise<void> {
    if (this.connection !== undefined) return;
    const { statementTimeoutMs } = this.options;
    const connections = await PostgresConnections.load({
      ...POSTGRES_CONNECTION_SETTINGS,
      currentUrl: this.options.currentUrl,
    });
    const pool = await this.createPool(connections, this.maxConnections, statementTimeoutMs);
    try {
      const client = await pool.connect();
      await this.prepare(client, connections).finally(() => client.release());
    } catch (error) {
      await pool.end();
      const failure = PostgresPoolerError.of(error);
      throw failure instanceof PostgresPoolerError ? failure : new PersistenceUnavailableError(error);
    }
    const { searchTimeoutMs } = this.options;
    const searchPool = await this.createPool(connections, MAX_SEARCH_CONNECTIONS, searchTimeoutMs);
    this.connection = this.connect({ pool, searchPool, connections });
    this.connection.sweeper.start();
  }

  async close(): Promise<void> {
    const connection = this.connection;
    if (connection === undefined) return;
    this.connection = undefined;
    const { pool, searchPool, connections, sweeper } = connection;
    // Does not wait for a silent server.
    const cut = setTimeout(() => connections.cut(), this.options.closeTimeoutMs);
    await Promise.allSettled([sweeper.stop(), ...this.running]);
    await Promise.all([pool.end(), searchPool.end()]);
    clearTimeout(cut);
  }

  override abort(): void {
    this.isAborted = true;
    this.connection?.connections.cut();
  }

  async ping(): Promise<void> {
    await this.run(({ pool }) => pool.query('SELECT 1'));
  }

  protected override find(key: string): Promise<Entry | undefined> {
    return this.run(({ records, pool }) => records.get(pool, key));
  }

  protected override execute(operation: Operation): Promise<OperationResult> {
    // A deadlock, which counted records can cause, leaves nothing written.
    return this.run(({ records, pool }) => retry(() => records.apply(pool, operation), DEADLOCK_RETRY));
  }

  protected override executeAll(
    operations: readonly Operation[],
    quota: Quota | undefined,
  ): Promise<OperationResult[]> {
    return this.run(async ({ batches }) => (operations.length === 0 ? [] : batches.run(operations, quota)));
  }

  protected override toPersistenceError(error: unknown): BaseError {
    return error instanceof BaseError ? error : new PersistenceUnavailableError(error);
  }

  private connect(pools: Pick<Connection, 'pool' | 'searchPool' | 'connections'>): Connection {
    const { pool, searchPool } = pools;
    const records = new PostgresRecords(new VersionSource(), this.clock);
    const sweeper = new ExpirySweeper({
      intervalMs: SWEEP_INTERVAL_MS,
      deleteExpired: async (limit) =>
        (await pool.query(DELETE_EXPIRED, [this.clock.now(), limit])).rowCount ?? 0,
    });
    return {
      ...pools,
      records,
      sweeper,
      scanner: new PostgresScan(pool, searchPool, this.searchLimiter(), this.clock),
      batches: new PostgresBatch(
        pool,
        this.batchLimiter(),
        records,
        this.options.countsUsage ? new PostgresUsage(this.clock) : undefined,
      ),
    };
  }

  /** Batches hold a connection for many statements, so the batches of one scope use at most half of the connections. */
  private batchLimiter(): ConcurrencyLimiter {
    const perKey = Math.max(1, Math.floor(this.maxConnections / 2));
    return new ConcurrencyLimiter({ ...WAITING, perKey }, this.clock);
  }

  /** One search connection is always reserved for other scopes. */
  private searchLimiter(): ConcurrencyLimiter {
    const total = MAX_SEARCH_CONNECTIONS;
    return new ConcurrencyLimiter({ ...WAITING, perKey: total - 1, total }, this.clock);
  }

  private get maxConnections(): number {
    return this.options.maxConnections;
  }

  private async prepare(client: PoolClient, { Client }: PostgresConnections): Promise<void> {
    const { countsUsage = false } = this.options;
    await refusePooler(client, async () => {
      const other = new Client(this.poolConfig(1, POOLER_CHECK_TIMEOUT_MS));
      await other.connect();
      return other;
    });
    await migratePostgres(client, countsUsage);
  }

  /** A pool that opens connections on demand. */
  private async createPool(
    connections: PostgresConnections,
    maxConnections: number,
    statementTimeoutMs: number,
  ): Promise<Pool> {
    const { Pool } = await import('pg');
    const { Client } = connections;
    const pool = new Pool({ ...this.poolConfig(maxConnections, statementTimeoutMs), Client });
    // A broken idle connection is replaced on demand; without a listener, it would end the process.
    pool.on('error', () => undefined);
    return pool;
  }

  private poolConfig(maxConnections: number, statementTimeoutMs: number): PoolConfig {
    return {
      connectionString: this.options.url,
      application_name: FRAMEWORK_NAME,
      max: maxConnections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 30_000,
      ...KEEP_ALIVE,
      statement_timeout: statementTimeoutMs,
      // The server may disappear without closing the connection, so the client has a timeout too.
      query_timeout: statementTimeoutMs + 1_000,
      idle_in_transaction_session_timeout: statementTimeoutMs + 1_000,
    };
  }
}

/** Rows that are being written are left to the next run. */
const DELETE_EXPIRED = `DELETE FROM persistence_records WHERE key IN (
  SELECT key FROM persistence_records WHERE expires_at <= $1::bigint LIMIT $2 FOR UPDATE SKIP LOCKED
)`;
