import { type AppConfig } from '../../config/index.js';
import { type Persistences } from '../../persistence/index.js';
import { type KeyRing } from '../../secrets/index.js';
import { PersistentSecureStorageDriver } from './persistent-secure-storage.driver.js';
import { type SecureStorageDriver } from './secure-storage-driver.js';

/**
 * The driver that the configuration names, once, at start. For monday code's vault too values are encrypted here, which
 * ties them to their account: the vault itself knows only the app (docs/monday-platform.md#secure-storage).
 */
export async function chooseSecureStorageDriver(
  config: AppConfig,
  persistences: Persistences,
  keyRing: KeyRing,
): Promise<SecureStorageDriver> {
  const { driver } = config.secureStorage;
  switch (driver) {
    case 'sqlite':
    case 'postgres':
    case 'monday-code':
      return new PersistentSecureStorageDriver(await persistences.of(driver), keyRing);
  }
}
