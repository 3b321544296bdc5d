import { createPostgresBackend, withBackend, type Job, type Queue, type Worker } from 'bullmq';
import type { BullMqBackend, BullMqData, BullMqWorkerOptions } from './bullmq.driver.js';

export interface BullMqPostgresOptions {
  readonly url: string;
  /** Schema of its tables, made where it is missing; default `mndy_queue`. */
  readonly schema?: string;
}

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;

/** BullMQ on Postgres, beside the app's own tables. */
export class BullMqPostgresBackend implements BullMqBackend {
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
      connection: this.connection(),
    });
    return Promise.resolve(worker as unknown as Worker<BullMqData>);
  }

  private connection() {
    return {
      connectionString: this.options.url,
      schema: this.options.schema ?? 'mndy_queue',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      migrate: true,
    };
  }
}
