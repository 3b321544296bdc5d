import { Queue, Worker } from 'bullmq';
import type { BullMqBackend, BullMqData, BullMqWorkerOptions } from './bullmq.driver.js';

export interface BullMqRedisOptions {
  readonly url: string;
  /** Before all keys; default `mndy`. */
  readonly prefix?: string;
}

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
/** A publish that meets a server that is gone fails after so many tries, instead of waiting for ever. */
const PUBLISH_RETRIES = 3;

/** BullMQ on Redis. What was acknowledged is as durable as Redis is set up to be: `appendfsync always` for all of it. */
export class BullMqRedisBackend implements BullMqBackend {
  constructor(private readonly options: BullMqRedisOptions) {}

  queue(): Promise<Queue<BullMqData>> {
    return Promise.resolve(
      new Queue<BullMqData>(QUEUE_NAME, {
        prefix: this.prefix,
        connection: this.connection(PUBLISH_RETRIES),
      }),
    );
  }

  worker(
    process: ConstructorParameters<typeof Worker<BullMqData, void>>[1],
    options: BullMqWorkerOptions,
  ): Promise<Worker<BullMqData>> {
    // A worker waits for its server as long as it takes; BullMQ demands `null` for that.
    const connection = this.connection(null);
    return Promise.resolve(
      new Worker<BullMqData>(QUEUE_NAME, process, { ...options, prefix: this.prefix, connection }),
    );
  }

  private get prefix(): string {
    return this.options.prefix ?? 'mndy';
  }

  private connection(maxRetriesPerRequest: number | null): object {
    return { url: this.options.url, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest };
  }
}
