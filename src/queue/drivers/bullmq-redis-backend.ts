import { Queue, Worker } from 'bullmq';
import { type RedisOptions } from 'ioredis';
import {
  type BullMqBackend,
  type BullMqData,
  type BullMqWorkerOptions,
  type Linked,
} from './bullmq.driver.js';
import { GroupingRedis } from './grouping-redis.js';

export interface BullMqRedisOptions {
  readonly url: string;
  /** Asked for each new connection, because the address may change; default is `url`. */
  readonly currentUrl?: () => string;
  /** Prefix of all keys; default `mndy`. */
  readonly prefix?: string;
  /** Timeout of a command of the publisher, in milliseconds; default five seconds. */
  readonly commandTimeoutMs?: number;
  /** Time without a reply after which a connection counts as lost, in milliseconds; default twelve seconds. */
  readonly silenceMs?: number;
}

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
/** Number of attempts after which a publish fails if the server is not reachable. */
const PUBLISH_RETRIES = 3;
/** Commands in progress when the connection is lost wait until it returns, without a limit of attempts. */
const COMMAND_TIMEOUT_MS = 5_000;
/** Longer than BullMQ's blocking wait for a message, which is at most ten seconds. */
const SILENCE_MS = 12_000;
/** BullMQ's own delay grows to 20 seconds, which would delay the recovery. */
const MAX_RECONNECT_MS = 2_000;

/**
 * BullMQ on Redis. The durability of acknowledged messages depends on the Redis configuration: use `appendfsync always`
 * to lose none.
 */
export class BullMqRedisBackend implements BullMqBackend {
  readonly addsInBulk = false;

  constructor(private readonly options: BullMqRedisOptions) {}

  queue(): Promise<Linked<Queue<BullMqData>>> {
    const connection = this.connection({
      maxRetriesPerRequest: PUBLISH_RETRIES,
      commandTimeout: this.options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
    });
    const queue = new Queue<BullMqData>(QUEUE_NAME, { prefix: this.prefix, connection });
    return Promise.resolve(linked(queue, connection));
  }

  worker(
    process: ConstructorParameters<typeof Worker<BullMqData, void>>[1],
    options: BullMqWorkerOptions,
  ): Promise<Linked<Worker<BullMqData>>> {
    // A worker waits for its server without a limit; BullMQ requires `null` for this.
    const connection = this.connection({ maxRetriesPerRequest: null });
    const worker = new Worker<BullMqData>(QUEUE_NAME, process, {
      ...options,
      prefix: this.prefix,
      connection,
    });
    return Promise.resolve(linked(worker, connection));
  }

  private get prefix(): string {
    return this.options.prefix ?? 'mndy';
  }

  private connection(options: RedisOptions): GroupingRedis {
    const { url, currentUrl = () => url } = this.options;
    return new GroupingRedis(currentUrl, {
      ...options,
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: this.options.silenceMs ?? SILENCE_MS,
      retryStrategy: reconnectDelayMs,
    });
  }
}

/** BullMQ waits for messages on a copy of the connection. */
const linked = <T>(client: T, connection: GroupingRedis): Linked<T> => ({
  client,
  isConnected: () => connection.isReady,
  cut: () => connection.cut(),
});

/** @param attempt from 1 */
function reconnectDelayMs(attempt: number): number {
  const pause = Math.min(MAX_RECONNECT_MS, 50 * 2 ** Math.min(attempt, 10));
  return Math.round(pause / 2 + (Math.random() * pause) / 2);
}
