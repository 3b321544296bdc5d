import { type AppConfig } from '../config/index.js';
import { type Persistence, type Persistences } from '../persistence/index.js';
import { type Clock } from './clock.js';
import { type QueueDriver } from './queue.driver.js';
import { QueueUnsupportedError } from './queue.errors.js';

/** The driver that the configuration names. Each imports its library only here, when it is chosen. */
export async function createQueueDriver(
  config: AppConfig,
  persistences: Persistences,
  persistence: Persistence,
  clock: Clock,
): Promise<QueueDriver> {
  switch (config.queue.driver) {
    case 'sqlite': {
      const { PersistentQueueDriver } = await import('./drivers/persistent.driver.js');
      return new PersistentQueueDriver(await persistences.of('sqlite'), { clock });
    }
    case 'bullmq-postgres':
    case 'bullmq-redis':
      throw new QueueUnsupportedError('BullMQ yet');
    case 'monday-code': {
      const { PushedQueueDriver } = await import('./drivers/pushed.driver.js');
      const { MissingPublisher } = await import('./drivers/missing-publisher.js');
      return new PushedQueueDriver(new MissingPublisher(), persistence);
    }
  }
}
