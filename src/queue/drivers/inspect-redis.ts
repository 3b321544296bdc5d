import { type Redis } from 'ioredis';
import { askRedis } from './ask-redis.js';

/** Properties of a Redis server that matter to the queue. */
export interface RedisInspection {
  /** Such as `7.0.15`. */
  readonly version: string;
  /** The eviction policy; any other than `noeviction` deletes messages. */
  readonly evictionPolicy: string;
  readonly hasAppendOnlyFile: boolean;
}

/**
 * Inspects a server without changes. Uses only `INFO`, because hosted servers refuse `CONFIG`.
 * @param timeoutMs limit of each step
 * @throws Error of the library if it cannot be reached or refuses the login
 */
export function inspectRedis(url: string, timeoutMs: number): Promise<RedisInspection> {
  return askRedis(url, timeoutMs, inspect);
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
