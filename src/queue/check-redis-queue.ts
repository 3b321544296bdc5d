import { SYSTEM_CLOCK } from '../clock/index.js';

/**
 * Adds a message to the queue on a Redis server and removes it, as `/health` does.
 * @throws QueueUnavailableError | Error of the library
 */
export async function checkRedisQueue(url: string): Promise<void> {
  const { BULLMQ_SETTINGS, BullMqQueueDriver } = await import('./drivers/bullmq.driver.js');
  const { BULLMQ_REDIS_SETTINGS, BullMqRedisBackend } = await import('./drivers/bullmq-redis-backend.js');
  const driver = new BullMqQueueDriver(new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url }), {
    ...BULLMQ_SETTINGS,
    clock: SYSTEM_CLOCK,
  });
  try {
    await driver.open();
    await driver.check();
  } finally {
    await driver.close();
  }
}
