import { createPostgresBackend, withBackend, type Job, type Queue, type Worker } from 'bullmq';
import { GuardedClient } from './guarded-client.js';
import { queueSchemaOf } from './queue-schema.js';
import type { BullMqBackend, BullMqData, BullMqWorkerOptions } from './bullmq.driver.js';

export interface BullMqPostgresOptions {
  readonly url: string;
  /**
   * Schema of its tables, made where it is missing; default is `mndy_queue`, or `<schema>_queue` where the address
   * sets a search path.
   */
  readonly schema?: string;
}

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * A worker publishes nothing. What it notes of a message may be lost when Postgres crashes: the message is then brought
 * once more, as after a crash of the worker.
 */
const NOT_WAITING_FOR_THE_DISK = '-c synchronous_commit=off';

/** BullMQ on Postgres, beside the app's own tables. */
export class BullMqPostgresBackend implements BullMqBackend {
  readonly addsInBulk = true;

  private readonly classes = withBackend(createPostgresBackend);

  constructor(private readonly options: BullMqPostgresOptions) {}

  queue(): Promise<Queue<BullMqData>> {
    const queue = new this.classes.Queue<BullMqData>(QUEUE_NAME, { connection: this.connection() });
    return Promise.resolve(queue as unknown as Queue<BullMqData>);
  }

  worker(
    process: (job: Job<BullMqData>, token?: string) => Promise<void>,
    options: BullMqWorkerOptions,
  ): Promise<Worker<BullMqData>> {
    const worker = new this.classes.Worker<BullMqData>(QUEUE_NAME, process, {
      ...options,
      connection: this.connection(NOT_WAITING_FOR_THE_DISK),
    });
    return Promise.resolve(worker as unknown as Worker<BullMqData>);
  }

  /** BullMQ ends the connections that it made itself. */
  close(): void {}

  /** @param settings of the session, beside those of the address */
  private connection(settings = '') {
    const url = new URL(this.options.url);
    const options = url.searchParams.get('options') ?? '';
    // Options inside the address would win over the search path that BullMQ needs.
    url.searchParams.delete('options');
    return {
      connectionString: url.href,
      options: `${options} ${settings}`,
      schema: this.options.schema ?? queueSchemaOf(this.options.url),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      migrate: true,
      Client: GuardedClient,
    };
  }
}
