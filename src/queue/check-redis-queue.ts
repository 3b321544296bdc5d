/**
 * Adds a message to the queue on a Redis server and removes it, as `/health` does.
 * @throws QueueUnavailableError | Error of the library
 */
export async function checkRedisQueue(url: string): Promise<void> {
  const { BullMqQueueDriver } = await import('./drivers/bullmq.driver.js');
  const { BullMqRedisBackend } = await import('./drivers/bullmq-redis-backend.js');
  const driver = new BullMqQueueDriver(new BullMqRedisBackend({ url }));
  try {
    await driver.open();
    await driver.check();
  } finally {
    await driver.close();
  }
}
