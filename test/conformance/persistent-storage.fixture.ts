import { type Persistence } from '../../src/persistence/index.js';
import { type StorageCapabilities } from '../../src/storage/index.js';
import {
  NO_STORAGE_LIMITS,
  PersistentStorageDriver,
} from '../../src/storage/storage/persistent-storage.driver.js';
import { type StorageFixture } from './storage.suite.js';

export const PERSISTENT_CAPABILITIES: StorageCapabilities = {
  createOnly: true,
  conditionalDelete: true,
  reportsCreation: true,
  searchVersions: true,
  counterRange: true,
  atomicBatch: true,
};

export interface PersistenceSource {
  /** A new instance on the same store, not yet opened. */
  readonly open: (now: () => number) => Persistence;
  readonly remove: () => Promise<void>;
}

/** A store of rows in a persistence with a clock of its own. */
export function persistentStorage({ open, remove }: PersistenceSource): StorageFixture {
  const opened: Persistence[] = [];
  let time = Date.UTC(2026, 1, 3, 10);
  const now = (): number => time;
  return {
    now,
    advance: (seconds) => {
      time += seconds * 1000;
    },
    instance: async () => {
      const persistence = open(now);
      await persistence.open();
      opened.push(persistence);
      return new PersistentStorageDriver(persistence, now, NO_STORAGE_LIMITS);
    },
    dispose: async () => {
      for (const persistence of opened) await persistence.close();
      await remove();
    },
  };
}
