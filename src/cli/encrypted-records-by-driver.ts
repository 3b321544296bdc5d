import { SEALED_CONNECTIONS } from '../auth/index.js';
import { type AppConfig } from '../config/index.js';
import { queueOf, type StoreDriver } from '../drivers/index.js';
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
  // Dead letters are in the app's own store; a queue may keep its messages in another.
  add(persistence.driver, ...SEALED_MESSAGES);
  const { store } = queueOf(queue.driver);
  if (store !== undefined && store !== persistence.driver) add(store, ...SEALED_MESSAGES);
  return sealed;
}
