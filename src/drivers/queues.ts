import { type Persistence } from 'monday-persistence';
import { type Clock } from '../clock/index.js';
import { type AppConfig, type ServerAddresses } from '../config/index.js';
import { type PersistenceRegistry } from '../persistence/index.js';
import { type QueueDriver } from '../queue/index.js';
import { type OutgoingCalls } from '../telemetry/index.js';
import { type DriverEntry } from './driver-entry.js';
import { type StoreDriver } from './stores.js';

export interface QueueContext {
  readonly config: AppConfig;
  readonly addresses: ServerAddresses;
  readonly persistenceRegistry: PersistenceRegistry;
  /** The app's own state. */
  readonly persistence: Persistence;
  readonly clock: Clock;
  readonly calls: OutgoingCalls;
}

/** A queue that can be configured. */
export interface QueueEntry extends DriverEntry {
  /** Loads the driver without opening it. @throws TypeError if a required variable is missing */
  readonly create: (context: QueueContext) => Promise<QueueDriver>;
  /** The store that contains its messages; absent if they are not in one of the stores. */
  readonly store?: StoreDriver;
}

/** Every queue, by its name in `QUEUE_DRIVER`; as {@link STORES}. */
export const QUEUES = {
  sqlite: {
    needs: [],
    keepsFiles: true,
    store: 'sqlite',
    create: async ({ persistenceRegistry, clock }) => {
      const { PERSISTENT_QUEUE_SETTINGS, PersistentQueueDriver } =
        await import('../queue/drivers/persistent.driver.js');
      return new PersistentQueueDriver(await persistenceRegistry.of('sqlite'), {
        ...PERSISTENT_QUEUE_SETTINGS,
        clock,
      });
    },
  },
  'bullmq-postgres': {
    needs: ['DATABASE_URL'],
    create: async ({ addresses, clock }) => {
      const { BULLMQ_SETTINGS, BullMqQueueDriver } = await import('../queue/drivers/bullmq.driver.js');
      const { BULLMQ_POSTGRES_SETTINGS, BullMqPostgresBackend } =
        await import('../queue/drivers/bullmq-postgres-backend.js');
      const currentUrl = (): string => addresses.require('DATABASE_URL');
      return new BullMqQueueDriver(
        new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: currentUrl(), currentUrl }),
        { ...BULLMQ_SETTINGS, clock },
      );
    },
  },
  'bullmq-redis': {
    needs: ['REDIS_URL'],
    create: async ({ addresses, clock }) => {
      const { BULLMQ_SETTINGS, BullMqQueueDriver } = await import('../queue/drivers/bullmq.driver.js');
      const { BULLMQ_REDIS_SETTINGS, BullMqRedisBackend } =
        await import('../queue/drivers/bullmq-redis-backend.js');
      const currentUrl = (): string => addresses.require('REDIS_URL');
      return new BullMqQueueDriver(
        new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url: currentUrl(), currentUrl }),
        { ...BULLMQ_SETTINGS, clock },
      );
    },
  },
  'monday-code': {
    needs: [],
    injected: { MNDY_TOPIC_NAME: 'the queue', MNDY_TOPIC_MESSAGES_SECRET: 'the queue' },
    create: async ({ config, persistence, calls }) => {
      const { PushedQueueDriver } = await import('../queue/drivers/pushed.driver.js');
      const { SdkPublisher } = await import('../queue/drivers/sdk-publisher.js');
      const publisher = new SdkPublisher({ timeoutMs: config.monday.timeoutMs, calls });
      return new PushedQueueDriver(publisher, persistence);
    },
  },
} as const satisfies Readonly<Record<string, QueueEntry>>;

export type QueueDriverName = keyof typeof QUEUES;

/** The entry of a queue, with all optional fields. */
export function queueOf(driver: QueueDriverName): QueueEntry {
  return QUEUES[driver];
}
