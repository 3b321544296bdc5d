import { ENCRYPTED_CONNECTIONS } from '../auth/index.js';
import { type AppConfig } from '../config/index.js';
import { queueOf, type StoreDriver } from '../drivers/index.js';
import { ENCRYPTED_MAILS } from '../mail/index.js';
import { ENCRYPTED_BLOCK_RECORDS, ENCRYPTED_EVENTS } from '../monday/index.js';
import { ENCRYPTED_MESSAGES } from '../queue/index.js';
import { type EncryptedRecords } from '../secrets/index.js';
import { ENCRYPTED_SECRETS } from '../storage/index.js';

/**
 * What is encrypted, by the store that has it.
 * @param own records of features, which are in the app's own store
 */
export function encryptedRecordsByDriver(
  { persistence, secureStorage, queue }: AppConfig,
  own: readonly EncryptedRecords[],
): Map<StoreDriver, EncryptedRecords[]> {
  const encrypted = new Map<StoreDriver, EncryptedRecords[]>();
  const add = (driver: StoreDriver, ...kinds: readonly EncryptedRecords[]): void => {
    encrypted.set(driver, [...(encrypted.get(driver) ?? []), ...kinds]);
  };
  add(secureStorage.driver, ENCRYPTED_SECRETS);
  add(
    persistence.driver,
    ...ENCRYPTED_CONNECTIONS,
    ENCRYPTED_MAILS,
    ...ENCRYPTED_BLOCK_RECORDS,
    ENCRYPTED_EVENTS,
    ...own,
  );
  // Dead letters are in the app's own store; the messages of a queue may be in another.
  add(persistence.driver, ...ENCRYPTED_MESSAGES);
  const { store } = queueOf(queue.driver);
  if (store !== undefined && store !== persistence.driver) add(store, ...ENCRYPTED_MESSAGES);
  return encrypted;
}
