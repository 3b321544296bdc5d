import { type Redis } from 'ioredis';

/**
 * Opens a connection to a Redis server, runs `ask` on it, and closes it.
 * @param timeoutMs limit of the connection and of each command
 * @throws Error of the library if the server cannot be reached or refuses the login
 */
export async function askRedis<T>(
  url: string,
  timeoutMs: number,
  ask: (redis: Redis) => Promise<T>,
): Promise<T> {
  const { Redis: Client } = await import('ioredis');
  const redis = new Client(url, {
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
    return await ask(redis);
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}
