import { SYSTEM_CLOCK } from '../clock/index.js';
import { type AppConfig, type ServerAddresses } from '../config/index.js';
import { queueOf } from '../drivers/index.js';
import { PersistenceRegistry, type Persistence } from '../persistence/index.js';
import { type KeyRing } from '../secrets/index.js';
import { NO_METRICS, OutgoingCalls } from '../telemetry/index.js';
import { DeadLetterObservers } from './dead-letter-observers.js';
import { DeadLetters } from './dead-letters.js';
import { QueueOperations } from './queue-operations.js';

export interface OpenedQueue {
  readonly operations: QueueOperations;
  close(): Promise<void>;
}

/**
 * Opens the configured queue for a tool that manages messages while the app is running. It handles no messages.
 * @param observe adds the app's observers of dead letters
 */
export async function openQueueOperations(
  config: AppConfig,
  addresses: ServerAddresses,
  keyRing: KeyRing,
  observe: (observers: DeadLetterObservers, persistence: Persistence) => void,
): Promise<OpenedQueue> {
  const calls = OutgoingCalls.unmeasured();
  const persistenceRegistry = new PersistenceRegistry(config, addresses, calls, NO_METRICS, SYSTEM_CLOCK);
  try {
    const persistence = await persistenceRegistry.of(config.persistence.driver);
    const driver = await queueOf(config.queue.driver).create({
      config,
      addresses,
      persistenceRegistry,
      persistence,
      clock: SYSTEM_CLOCK,
      calls,
    });
    await driver.open();
    const observers = new DeadLetterObservers(keyRing);
    observe(observers, persistence);
    return {
      operations: new QueueOperations(driver, new DeadLetters(persistence, observers)),
      close: async () => {
        await driver.close();
        await persistenceRegistry.onApplicationShutdown();
      },
    };
  } catch (error) {
    await persistenceRegistry.onApplicationShutdown();
    throw error;
  }
}
