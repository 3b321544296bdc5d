import { createPostgresBackend, runMigrations, withBackend, type Job, type Queue, type Worker } from 'bullmq';
import { KEEP_ALIVE, PostgresConnections } from '../../persistence/postgres/index.js';
import { queueSchemaOf } from './queue-schema.js';
import {
  type BullMqBackend,
  type BullMqData,
  type BullMqWorkerOptions,
  type Linked,
} from './bullmq.driver.js';

export interface BullMqPostgresOptions {
  readonly url: string;
  /**
   * Schema of its tables, made if it is missing; default is `mndy_queue`, or `<schema>_queue` if the address
   * sets a search path.
   */
  readonly schema?: string;
  /** Limit of one statement, in milliseconds; default ten seconds. */
  readonly statementTimeoutMs?: number;
  /** How often the connection that waits for messages asks whether the server is there, in milliseconds. */
  readonly heartbeatMs?: number;
}

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** Making the tables may wait for another instance that does. */
const MIGRATION_TIMEOUT_MS = 60_000;
/**
 * A worker publishes nothing. What it notes of a message may be lost when Postgres crashes: the message is then brought
 * once more, as after a crash of the worker.
 */
const NOT_WAITING_FOR_THE_DISK = '-c synchronous_commit=off';

/** BullMQ on Postgres, beside the app's own tables. */
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
    const client = new connections.Client({
      ...this.connection(),
      statement_timeout: MIGRATION_TIMEOUT_MS,
      query_timeout: MIGRATION_TIMEOUT_MS,
    });
    try {
      await client.connect();
      await runMigrations(client, this.schema);
    } finally {
      await client.end();
    }
  }

  private connections(): Promise<PostgresConnections> {
    const { heartbeatMs } = this.options;
    return PostgresConnections.load(heartbeatMs === undefined ? {} : { heartbeatMs });
  }

  private get schema(): string {
    return this.options.schema ?? queueSchemaOf(this.options.url);
  }

  /** What BullMQ makes a pool of. @param settings of the session, beside those of the address */
  private pool(connections: PostgresConnections, settings = '') {
    const statementTimeoutMs = this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
    return {
      ...this.connection(settings),
      schema: this.schema,
      statement_timeout: statementTimeoutMs,
      // The server may be gone without a word, so the client counts too.
      query_timeout: statementTimeoutMs,
      Client: connections.Client,
    };
  }

  private connection(settings = '') {
    const url = new URL(this.options.url);
    const options = url.searchParams.get('options') ?? '';
    // Options inside the address would win over the search path that BullMQ needs.
    url.searchParams.delete('options');
    return {
      connectionString: url.href,
      options: `${options} ${settings}`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...KEEP_ALIVE,
    };
  }
}

/**
 * BullMQ's classes, all of whose connections are ours: those of its pool, and the one that waits for messages, which it
 * makes with the library's own class whatever it is given.
 */
function classesOn({ Client }: PostgresConnections) {
  return withBackend((...given: Parameters<typeof createPostgresBackend>) => {
    const backend = createPostgresBackend(...given);
    Object.assign(backend['connection'], { pgModule: { Client } });
    return backend;
  });
}

/** A connection that is lost is made anew when it is needed. */
const linked = <T>(client: T, connections: PostgresConnections): Linked<T> => ({
  client,
  isConnected: () => true,
  cut: () => connections.cut(),
});
