import { Redis } from 'ioredis';

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
export async function findRedisLayout(url: string, timeoutMs: number): Promise<RedisLayout> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The error of the connection is more precise than "Connection is closed", the error of the command.
  let reason: Error | undefined;
  redis.on('error', (error: Error) => (reason = error));
  try {
    if (/^cluster_enabled:1/m.test(await redis.info('cluster'))) return { isCluster: true, prefix: PREFIX };
    const isOld = (await redis.exists(OLD_QUEUE)) === 1;
    return { isCluster: false, prefix: isOld ? OLD_PREFIX : PREFIX };
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}
