import { type AppConfig } from '../../config/index.js';
import { type Persistences } from '../../persistence/index.js';
import { type KeyRing } from '../../secrets/index.js';
import { PersistentSecureStorageDriver } from './persistent-secure-storage.driver.js';
import { type SecureStorageDriver } from './secure-storage-driver.js';

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
    // The vault of monday code takes what it is given (platform.md 6): encrypted here too, so that values are tied to
    // their account, which the vault itself does not know.
    case 'monday-code':
      return new PersistentSecureStorageDriver(await persistences.of(driver), keyRing);
  }
}
