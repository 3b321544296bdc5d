import { type AppConfig } from '../config/index.js';
import { type Persistence, type Persistences } from '../persistence/index.js';
import { type Clock } from '../clock/index.js';
import { OutgoingCalls } from '../telemetry/index.js';
import { type QueueDriver } from './queue.driver.js';

/** The driver that the configuration names. Each imports its library only here, when it is chosen. */
export async function createQueueDriver(
  config: AppConfig,
  persistences: Persistences,
  persistence: Persistence,
  clock: Clock,
  calls = new OutgoingCalls(),
): Promise<QueueDriver> {
  switch (config.queue.driver) {
    case 'sqlite': {
      const { PersistentQueueDriver } = await import('./drivers/persistent.driver.js');
      return new PersistentQueueDriver(await persistences.of('sqlite'), { clock });
    }
    case 'bullmq-postgres': {
      const { BullMqQueueDriver } = await import('./drivers/bullmq.driver.js');
      const { BullMqPostgresBackend } = await import('./drivers/bullmq-postgres.backend.js');
      return new BullMqQueueDriver(new BullMqPostgresBackend({ url: required(config.databaseUrl) }));
    }
    case 'bullmq-redis': {
      const { BullMqQueueDriver } = await import('./drivers/bullmq.driver.js');
      const { BullMqRedisBackend } = await import('./drivers/bullmq-redis.backend.js');
      return new BullMqQueueDriver(new BullMqRedisBackend({ url: required(config.redisUrl) }));
    }
    case 'monday-code': {
      const { PushedQueueDriver } = await import('./drivers/pushed.driver.js');
      const { SdkPublisher } = await import('./drivers/sdk.publisher.js');
      const publisher = new SdkPublisher({ timeoutMs: config.monday.timeoutMs, calls });
      return new PushedQueueDriver(publisher, persistence);
    }
  }
}

/** The configuration was refused earlier where a chosen driver lacks its address. */
function required(url: string | undefined): string {
  if (url === undefined) throw new TypeError('The chosen queue driver has no address.');
  return url;
}
