import { Queue, Worker } from 'bullmq';
import type { RedisOptions } from 'ioredis';
import type { BullMqBackend, BullMqData, BullMqWorkerOptions } from './bullmq.driver.js';
import { GroupingRedis } from './grouping-redis.js';

export interface BullMqRedisOptions {
  readonly url: string;
  /** Before all keys; default `mndy`. */
  readonly prefix?: string;
  /** Limit of one command of the publisher, in milliseconds; default five seconds. */
  readonly commandTimeoutMs?: number;
}

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
/** A publish that meets a server that is gone fails after so many tries, instead of waiting for ever. */
const PUBLISH_RETRIES = 3;
/** What was under way when the server went waits for its return, whatever the number of tries. */
const COMMAND_TIMEOUT_MS = 5_000;
/** BullMQ's own pause grows to 20 seconds, for which a server that is back would not be noticed. */
const MAX_RECONNECT_MS = 2_000;

/** BullMQ on Redis. What was acknowledged is as durable as Redis is set up to be: `appendfsync always` for all of it. */
export class BullMqRedisBackend implements BullMqBackend {
  readonly addsInBulk = false;

  private readonly connections: GroupingRedis[] = [];

  constructor(private readonly options: BullMqRedisOptions) {}

  queue(): Promise<Queue<BullMqData>> {
    const connection = this.connection({
      maxRetriesPerRequest: PUBLISH_RETRIES,
      commandTimeout: this.options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
    });
    return Promise.resolve(new Queue<BullMqData>(QUEUE_NAME, { prefix: this.prefix, connection }));
  }

  worker(
    process: ConstructorParameters<typeof Worker<BullMqData, void>>[1],
    options: BullMqWorkerOptions,
  ): Promise<Worker<BullMqData>> {
    // A worker waits for its server as long as it takes; BullMQ demands `null` for that.
    const connection = this.connection({ maxRetriesPerRequest: null });
    return Promise.resolve(
      new Worker<BullMqData>(QUEUE_NAME, process, { ...options, prefix: this.prefix, connection }),
    );
  }

  close(): void {
    for (const connection of this.connections.splice(0)) connection.disconnect();
  }

  private get prefix(): string {
    return this.options.prefix ?? 'mndy';
  }

  private connection(options: RedisOptions): GroupingRedis {
    const connection = new GroupingRedis(this.options.url, {
      ...options,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: reconnectDelayMs,
    });
    this.connections.push(connection);
    return connection;
  }
}

/** @param attempt from 1 */
function reconnectDelayMs(attempt: number): number {
  const pause = Math.min(MAX_RECONNECT_MS, 50 * 2 ** Math.min(attempt, 10));
  return Math.round(pause / 2 + (Math.random() * pause) / 2);
}
