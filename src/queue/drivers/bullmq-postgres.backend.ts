import { createPostgresBackend, withBackend, type Job, type Queue, type Worker } from 'bullmq';
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
const DEFAULT_SCHEMA = 'mndy_queue';
const SEARCH_PATH = /search_path\s*=\s*(\w{1,57})/;
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
    const url = new URL(this.options.url);
    const options = url.searchParams.get('options') ?? '';
    // Options inside the address would win over the search path that BullMQ needs.
    url.searchParams.delete('options');
    return {
      connectionString: url.href,
      options,
      schema: this.options.schema ?? schemaBeside(options),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      migrate: true,
    };
  }
}

/** Apps that share a database by schemas of their own must not share a queue. */
function schemaBeside(options: string): string {
  const [, schema] = SEARCH_PATH.exec(options) ?? [];
  return schema === undefined || schema === 'public' ? DEFAULT_SCHEMA : `${schema}_queue`;
}
