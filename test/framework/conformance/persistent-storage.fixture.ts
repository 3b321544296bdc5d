import { type Clock } from 'monday-persistence/clock';
import { type Persistence } from '../../../src/persistence/index.js';
import { type StorageCapabilities } from '../../../src/storage/index.js';
import { NO_STORAGE_LIMITS } from '../../../src/storage/storage/account-quota.js';
import { PersistentStorageDriver } from '../../../src/storage/storage/persistent-storage.driver.js';
import { Instances } from './instances.js';
import { type StorageFixture } from './storage.suite.js';

export const PERSISTENT_CAPABILITIES: StorageCapabilities = {
  createOnly: true,
  conditionalDelete: true,
  reportsCreation: true,
  searchVersions: true,
  counterRange: true,
  exactNumbers: true,
  atomicBatch: true,
};

export interface PersistenceSource {
  /** A new instance on the same store, not yet opened. */
  readonly open: (clock: Clock) => Persistence;
  /** Removes the store, or empties it if its instances are kept. */
  readonly remove: () => Promise<void>;
}

/** A store of rows in a persistence with a clock of its own. */
export function persistentStorage(
  { open, remove }: PersistenceSource,
  instances = new Instances(),
): StorageFixture {
  const { clock } = instances;
  return {
    now: () => clock.now(),
    advance: (seconds) => clock.advance(seconds * 1000),
    instance: async () => {
      const persistence = await instances.open(() => open(clock));
      return new PersistentStorageDriver(persistence, clock, NO_STORAGE_LIMITS);
    },
    dispose: async () => {
      await instances.release();
      await remove();
    },
  };
}
