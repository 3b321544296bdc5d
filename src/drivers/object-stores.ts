import { join } from 'node:path';
import { type Persistence } from 'monday-persistence';
import { type Clock } from '../clock/index.js';
import { type AppConfig } from '../config/index.js';
import { type ObjectStorageDriver } from '../object-storage/index.js';
import { type OutgoingCalls } from '../telemetry/index.js';

export interface ObjectStoreContext {
  readonly config: AppConfig;
  /** The app's own state. */
  readonly persistence: Persistence;
  readonly calls: OutgoingCalls;
  readonly clock: Clock;
}

/** An object storage that can be configured. */
export interface ObjectStoreEntry {
  /** Loads the driver. @throws ObjectStorageUnsupportedError if it cannot work with the app's other stores */
  readonly create: (context: ObjectStoreContext) => Promise<ObjectStorageDriver>;
}

/** Every object storage, by its name in `OBJECT_STORAGE_DRIVER`. An entry imports its driver at the first call. */
export const OBJECT_STORES = {
  disk: {
    create: async ({ config, persistence, clock }) => {
      const { DiskObjectStorageDriver } = await import('../object-storage/drivers/disk.driver.js');
      return new DiskObjectStorageDriver({ folder: join(config.dataDir, 'objects'), persistence, clock });
    },
  },
  'monday-code': {
    create: async ({ config, calls, clock }) => {
      const { MondayCodeObjectStorageDriver } =
        await import('../object-storage/drivers/monday-code.driver.js');
      return new MondayCodeObjectStorageDriver({ calls, clock, timeoutMs: config.monday.timeoutMs });
    },
  },
} as const satisfies Readonly<Record<string, ObjectStoreEntry>>;

export type ObjectStoreName = keyof typeof OBJECT_STORES;

export function objectStoreOf(name: ObjectStoreName): ObjectStoreEntry {
  return OBJECT_STORES[name];
}
