import { SEALED_CONNECTIONS } from '../auth/index.js';
import { type AppConfig, type StoreDriver } from '../config/index.js';
import { SEALED_MAILS } from '../mail/index.js';
import { SEALED_BLOCK_RECORDS } from '../monday/index.js';
import { SEALED_MESSAGES } from '../queue/index.js';
import { type SealedRecords } from '../secrets/index.js';
import { SEALED_SECRETS } from '../storage/index.js';

/** What is encrypted, by the store that has it. */
export function sealedBy({
  persistence,
  secureStorage,
  queue,
}: AppConfig): Map<StoreDriver, SealedRecords[]> {
  const sealed = new Map<StoreDriver, SealedRecords[]>();
  const add = (driver: StoreDriver, ...kinds: readonly SealedRecords[]): void => {
    sealed.set(driver, [...(sealed.get(driver) ?? []), ...kinds]);
  };
  add(secureStorage.driver, SEALED_SECRETS);
  add(persistence.driver, ...SEALED_CONNECTIONS, SEALED_MAILS, ...SEALED_BLOCK_RECORDS);
  // Dead letters are in the app's own store, messages of the SQLite queue in SQLite.
  add(persistence.driver, ...SEALED_MESSAGES);
  if (queue.driver === 'sqlite' && persistence.driver !== 'sqlite') add('sqlite', ...SEALED_MESSAGES);
  return sealed;
}
