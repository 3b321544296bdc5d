import { type Redis } from 'ioredis';
import { askRedis } from './ask-redis.js';

/** How the queue uses a Redis server. */
export interface RedisLayout {
  readonly isCluster: boolean;
  /** Prefix of all keys. */
  readonly prefix: string;
}

/** The braces put all keys into one slot of a cluster, which BullMQ's scripts need. */
const PREFIX = '{mndy}';
/** Prefix of queues that were created by versions up to 0.1.0, which no cluster could serve. */
const OLD_PREFIX = 'mndy';
const OLD_QUEUE = `${OLD_PREFIX}:messages:meta`;

/**
 * Asks the server whether it belongs to a cluster, and whether it has a queue of an earlier version.
 * @param timeoutMs limit of each step
 * @throws Error of the library if it cannot be reached
 */
export function findRedisLayout(url: string, timeoutMs: number): Promise<RedisLayout> {
  return askRedis(url, timeoutMs, layoutOf);
}

async function layoutOf(redis: Redis): Promise<RedisLayout> {
  if (/^cluster_enabled:1/m.test(await redis.info('cluster'))) return { isCluster: true, prefix: PREFIX };
  const isOld = (await redis.exists(OLD_QUEUE)) === 1;
  return { isCluster: false, prefix: isOld ? OLD_PREFIX : PREFIX };
}
