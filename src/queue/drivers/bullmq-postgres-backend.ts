import { createPostgresBackend, runMigrations, withBackend, type Job, type Queue, type Worker } from 'bullmq';
import { type Client } from 'pg';
import { hostAddressesOf } from '../../config/index.js';
import {
  KEEP_ALIVE,
  POSTGRES_CONNECTION_SETTINGS,
  POOLER_CHECK_TIMEOUT_MS,
  PostgresConnections,
  PostgresPoolerError,
  refusePooler,
} from '../../persistence/postgres/index.js';
import { queueSchemaOf } from './queue-schema.js';
import {
  type BullMqBackend,
  type BullMqData,
  type BullMqWorkerOptions,
  type Linked,
} from './bullmq.driver.js';

export interface BullMqPostgresOptions {
  readonly url: string;
  /** Asked for each new connection, because the address may change; default is `url`. */
  readonly currentUrl?: () => string;
  /**
   * Schema of its tables, created if it does not exist; default is `mndy_queue`, or `<schema>_queue` if the URL sets a
   * search path.
   */
  readonly schema?: string;
  /** Timeout of a statement, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** Interval of keep-alive requests on the connection that waits for messages, in milliseconds. */
  readonly heartbeatMs: number;
}

/** Figures of production. */
export const BULLMQ_POSTGRES_SETTINGS = { ...POSTGRES_CONNECTION_SETTINGS, statementTimeoutMs: 10_000 };

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
/** Creating the tables may wait for another instance that creates them. */
const MIGRATION_TIMEOUT_MS = 60_000;
/**
 * A worker does not publish. Its updates may be lost in a crash of Postgres; the message is then delivered again, as
 * after a crash of the worker.
 */
const NOT_WAITING_FOR_THE_DISK = '-c synchronous_commit=off';

/** BullMQ on Postgres, in the same database as the app's own tables. */
export class BullMqPostgresBackend implements BullMqBackend {
  readonly addsInBulk = true;

  constructor(private readonly options: BullMqPostgresOptions) {}

  async queue(): Promise<Linked<Queue<BullMqData>>> {
    const connections = await this.connections();
    await this.migrate(connections);
    const { Queue } = classesOn(connections);
    const queue = new Queue<BullMqData>(QUEUE_NAME, { connection: this.pool(connections) });
    return linked(queue as unknown as Queue<BullMqData>, connections);
  }

  async worker(
    process: (job: Job<BullMqData>, token?: string) => Promise<void>,
    options: BullMqWorkerOptions,
  ): Promise<Linked<Worker<BullMqData>>> {
    const connections = await this.connections();
    const { Worker } = classesOn(connections);
    const worker = new Worker<BullMqData>(QUEUE_NAME, process, {
      ...options,
      connection: this.pool(connections, NOT_WAITING_FOR_THE_DISK),
    });
    return linked(worker as unknown as Worker<BullMqData>, connections);
  }

  private async migrate(connections: PostgresConnections): Promise<void> {
    const newClient = (timeoutMs: number): Client =>
      new connections.Client({
        ...this.connection(),
        statement_timeout: timeoutMs,
        query_timeout: timeoutMs,
      });
    const client = newClient(MIGRATION_TIMEOUT_MS);
    try {
      await client.connect();
      await refusePooler(client, async () => {
        const other = newClient(POOLER_CHECK_TIMEOUT_MS);
        await other.connect();
        return other;
      });
      await runMigrations(client, this.schema);
    } catch (error) {
      throw PostgresPoolerError.of(error);
    } finally {
      await client.end();
    }
  }

  private connections(): Promise<PostgresConnections> {
    const { heartbeatMs } = this.options;
    return PostgresConnections.load({ heartbeatMs, currentUrl: () => this.address() });
  }

  private get schema(): string {
    return this.options.schema ?? queueSchemaOf(this.options.url);
  }

  /** Pool configuration for BullMQ. @param settings session settings in addition to those in the URL */
  private pool(connections: PostgresConnections, settings = '') {
    const { statementTimeoutMs } = this.options;
    return {
      ...this.connection(settings),
      schema: this.schema,
      statement_timeout: statementTimeoutMs,
      // The server may disappear without closing the connection, so the client has a timeout too.
      query_timeout: statementTimeoutMs,
      Client: connections.Client,
    };
  }

  private connection(settings = '') {
    const [first = ''] = hostAddressesOf(this.options.url);
    const options = new URL(first).searchParams.get('options') ?? '';
    return {
      connectionString: hostAddressesOf(this.address())[0],
      options: `${options} ${settings}`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...KEEP_ALIVE,
    };
  }

  /** Without options, which would override the search path that BullMQ needs. */
  private address(): string {
    const { url, currentUrl } = this.options;
    const [address, search] = (currentUrl?.() ?? url).split('?');
    const query = new URLSearchParams(search);
    query.delete('options');
    return `${address}?${query.toString().replaceAll('+', '%20')}`;
  }
}

/**
 * BullMQ's classes with the app's connections: those of the pool, and the one that waits for messages, which BullMQ
 * otherwise always creates with the library's class.
 */
function classesOn({ Client }: PostgresConnections) {
  return withBackend((...given: Parameters<typeof createPostgresBackend>) => {
    const backend = createPostgresBackend(...given);
    Object.assign(backend['connection'], { pgModule: { Client } });
    return backend;
  });
}

/** A lost connection is opened again on demand. */
const linked = <T>(client: T, connections: PostgresConnections): Linked<T> => ({
  client,
  isConnected: () => true,
  cut: () => connections.cut(),
});
