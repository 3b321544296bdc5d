import { Queue, Worker } from 'bullmq';
import { type RedisOptions } from 'ioredis';
import { backoffDelay } from 'monday-persistence/backoff';
import {
  type BullMqBackend,
  type BullMqData,
  type BullMqWorkerOptions,
  type Linked,
} from './bullmq.driver.js';
import { GroupingRedis } from './grouping-redis.js';
import { findRedisLayout, type RedisLayout } from './redis-layout.js';
import { TrackedCluster } from './tracked-cluster.js';

export interface BullMqRedisOptions {
  readonly url: string;
  /** Asked for each new connection, because the address may change; default is `url`. */
  readonly currentUrl?: () => string;
  /** Prefix of all keys; default `{mndy}`, or `mndy` if a queue of an earlier version has it. */
  readonly prefix?: string;
  /** Timeout of a command of the publisher, in milliseconds. */
  readonly commandTimeoutMs: number;
  /** Time without a reply after which a connection counts as lost, in milliseconds. */
  readonly silenceMs: number;
}

/** Figures of production. */
export const BULLMQ_REDIS_SETTINGS = {
  /** Commands in progress when the connection is lost wait until it returns, without a limit of attempts. */
  commandTimeoutMs: 5_000,
  /** Longer than BullMQ's blocking wait for a message, which is at most ten seconds. */
  silenceMs: 12_000,
};

const QUEUE_NAME = 'messages';
const CONNECT_TIMEOUT_MS = 5_000;
/** Number of attempts after which a publish fails if the server is not reachable. */
const PUBLISH_RETRIES = 3;
/** BullMQ's own delay grows to 20 seconds, which would delay the recovery. */
const RECONNECT = { firstMs: 100, maxMs: 2_000 };

/**
 * BullMQ on Redis. The durability of acknowledged messages depends on the Redis configuration: use `appendfsync always`
 * to lose none.
 */
export class BullMqRedisBackend implements BullMqBackend {
  readonly addsInBulk = false;

  private layout: RedisLayout | undefined;

  constructor(private readonly options: BullMqRedisOptions) {}

  async queue(): Promise<Linked<Queue<BullMqData>>> {
    const { prefix, isCluster } = await this.findLayout();
    const connection = this.connection(isCluster, {
      maxRetriesPerRequest: PUBLISH_RETRIES,
      commandTimeout: this.options.commandTimeoutMs,
    });
    const queue = new Queue<BullMqData>(QUEUE_NAME, { prefix, connection });
    return linked(queue, connection);
  }

  async worker(
    process: ConstructorParameters<typeof Worker<BullMqData, void>>[1],
    options: BullMqWorkerOptions,
  ): Promise<Linked<Worker<BullMqData>>> {
    const { prefix, isCluster } = await this.findLayout();
    // The worker waits for its server without a limit; BullMQ requires `null` for that.
    const connection = this.connection(isCluster, { maxRetriesPerRequest: null });
    const worker = new Worker<BullMqData>(QUEUE_NAME, process, { ...options, prefix, connection });
    return linked(worker, connection);
  }

  /** Found once: the queue stays where it is while the process runs. */
  private async findLayout(): Promise<RedisLayout> {
    const { prefix } = this.options;
    this.layout ??= await findRedisLayout(this.currentUrl(), CONNECT_TIMEOUT_MS);
    return prefix === undefined ? this.layout : { ...this.layout, prefix };
  }

  private currentUrl(): string {
    const { url, currentUrl } = this.options;
    return currentUrl?.() ?? url;
  }

  private connection(isCluster: boolean, options: RedisOptions): GroupingRedis | TrackedCluster {
    const currentUrl = (): string => this.currentUrl();
    const common = { ...options, connectTimeout: CONNECT_TIMEOUT_MS, reconnectOnError: isReadOnly };
    if (isCluster) return new TrackedCluster(currentUrl, { redisOptions: common, reconnectDelayMs });
    return new GroupingRedis(currentUrl, {
      ...common,
      socketTimeout: this.options.silenceMs,
      retryStrategy: reconnectDelayMs,
    });
  }
}

/** After a failover the connection still leads to the server that is a replica now; the address leads to the new one. */
const isReadOnly = ({ message }: Error): boolean => message.startsWith('READONLY');

/** BullMQ waits for messages on a copy of the connection. */
const linked = <T>(client: T, connection: GroupingRedis | TrackedCluster): Linked<T> => ({
  client,
  isConnected: () => connection.isReady,
  cut: () => connection.cut(),
});

/** @param attempt from 1 */
const reconnectDelayMs = (attempt: number): number => backoffDelay(attempt, RECONNECT);
