import { type AppConfig } from '../../config/index.js';
import { type Persistences } from '../../persistence/index.js';
import { type KeyRing } from '../../secrets/index.js';
import { PersistentSecureStorageDriver } from './persistent-secure-storage.driver.js';
import { type SecureStorageDriver } from './secure-storage-driver.js';
import { SecureStorageUnsupportedError } from './secure-storage.errors.js';

/** The driver that the configuration names, once, at start. */
export async function chooseSecureStorageDriver(
  config: AppConfig,
  persistences: Persistences,
  keyRing: KeyRing,
): Promise<SecureStorageDriver> {
  const { driver } = config.secureStorage;
  switch (driver) {
    case 'sqlite':
    case 'postgres':
      return new PersistentSecureStorageDriver(await persistences.of(driver), keyRing);
    case 'monday-code':
      throw new SecureStorageUnsupportedError('SECURE_STORAGE_DRIVER=monday-code yet');
  }
}
