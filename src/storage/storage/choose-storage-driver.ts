import { type AppConfig } from '../../config/index.js';
import { type Persistences } from '../../persistence/index.js';
import { PersistentStorageDriver } from './persistent-storage.driver.js';
import { type StorageDriver } from './storage-driver.js';
import { StorageUnsupportedError } from './storage.errors.js';

/** The driver that the configuration names, once, at start. */
export async function chooseStorageDriver(
  config: AppConfig,
  persistences: Persistences,
): Promise<StorageDriver> {
  const { driver } = config.storage;
  switch (driver) {
    case 'sqlite':
    case 'postgres':
      return new PersistentStorageDriver(await persistences.of(driver));
    case 'monday-code':
      throw new StorageUnsupportedError('STORAGE_DRIVER=monday-code yet');
  }
}
