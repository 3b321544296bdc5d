import { type Clock } from 'monday-persistence/clock';
import { FakeClock } from 'monday-persistence/testing';
import { type Persistence } from '../../../src/persistence/index.js';
import { type StorageCapabilities } from '../../../src/storage/index.js';
import { NO_STORAGE_LIMITS } from '../../../src/storage/storage/account-quota.js';
import { PersistentStorageDriver } from '../../../src/storage/storage/persistent-storage.driver.js';
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
  readonly remove: () => Promise<void>;
}

/** A store of rows in a persistence with a clock of its own. */
export function persistentStorage({ open, remove }: PersistenceSource): StorageFixture {
  const opened: Persistence[] = [];
  const clock = new FakeClock(Date.UTC(2026, 1, 3, 10));
  return {
    now: () => clock.now(),
    advance: (seconds) => clock.advance(seconds * 1000),
    instance: async () => {
      const persistence = open(clock);
      await persistence.open();
      opened.push(persistence);
      return new PersistentStorageDriver(persistence, clock, NO_STORAGE_LIMITS);
    },
    dispose: async () => {
      for (const persistence of opened) await persistence.close();
      await remove();
    },
  };
}
