import { type Redis } from 'ioredis';

/** What of a Redis server matters to the queue. */
export interface RedisInspection {
  /** Such as `7.0.15`. */
  readonly version: string;
  /** `noeviction`, or how it makes room: by deleting messages too. */
  readonly evictionPolicy: string;
  readonly hasAppendOnlyFile: boolean;
}

/**
 * Looks at a server and changes nothing. `INFO` alone is asked, since hosted servers refuse `CONFIG`.
 * @param timeoutMs limit of each step
 * @throws Error of the library if it cannot be reached or refuses the login
 */
export async function inspectRedis(url: string, timeoutMs: number): Promise<RedisInspection> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The connection's own error says more than "Connection is closed", with which the command fails.
  let reason: Error | undefined;
  redis.on('error', (error: Error) => (reason = error));
  try {
    return await inspect(redis);
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

async function inspect(redis: Redis): Promise<RedisInspection> {
  const info = await redis.info();
  const field = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  return {
    version: field('redis_version'),
    evictionPolicy: field('maxmemory_policy'),
    hasAppendOnlyFile: field('aof_enabled') === '1',
  };
}
