import { Redis } from 'ioredis';

const SERVER_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
/** Of the sixteen that a server has, five for each of three workers. */
const DATABASES = 5;

/** A database of its own on the Redis server of the tests (`TEST_REDIS_URL`), until the same worker has had five more. */
export class RedisDatabase {
  private static made = 0;

  private constructor(readonly url: string) {}

  /** `undefined` if the queues of this run are not on Redis (`TEST_QUEUE`). */
  static forQueue(): RedisDatabase | undefined {
    if (process.env['TEST_QUEUE'] !== 'redis') return undefined;
    const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) - 1;
    const database = 1 + ((worker * DATABASES + (this.made++ % DATABASES)) % 15);
    return new RedisDatabase(`${SERVER_URL}/${database}`);
  }

  async empty(): Promise<void> {
    const client = new Redis(this.url);
    await client.flushdb();
    await client.quit();
  }
}
