import { OutgoingCalls } from '../../../telemetry/index.js';
import { storeOf, type StoreDriver } from '../../../drivers/index.js';
import { PersistenceRegistry, type Persistence } from '../../../persistence/index.js';
import { AesGcmKeyRing, SecretService, type KeyRing, type EncryptedRecords } from '../../../secrets/index.js';
import { encryptedRecordsByDriver } from '../../encrypted-records-by-driver.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem } from '../finding.js';

const NAME = 'ENCRYPTION_KEYS';
/** Of each kind: keys are lost all at once, not one by one. */
const SAMPLE = 5;

/** Whether the ring opens what is stored already, such as after a restore or a move. */
export const storedKeysCheck: Check = {
  name: NAME,
  async run(context) {
    const { config, variables, broken, features } = context;
    if ([NAME, 'DATABASE_URL', 'DATA_DIR'].some((name) => broken.has(name))) return [];
    const keyRing = new AesGcmKeyRing(new SecretService(variables));
    const persistenceRegistry = new PersistenceRegistry(config, OutgoingCalls.unmeasured());
    const total = { seen: 0, unreadable: 0 };
    try {
      for (const [driver, kinds] of encryptedRecordsByDriver(config, features.encryptedRecords)) {
        if (!(await isReady(driver, context))) continue;
        const persistence = await persistenceRegistry.of(driver);
        for (const kind of kinds) await sample(persistence, keyRing, kind, total);
      }
    } finally {
      await persistenceRegistry.onApplicationShutdown();
    }
    if (total.seen === 0) return [];
    return [total.unreadable === 0 ? READABLE : UNREADABLE];
  },
};

const READABLE = ok(NAME, 'The keys decrypt all stored data.');
const UNREADABLE = problem(
  NAME,
  'The keys do not decrypt all stored data: connections and secure values would be lost.',
  'Add the keys that encrypted it to the end of the list.',
);

/** Opening a store that is not up to date would change it; one that cannot be asked is another check's matter. */
function isReady(driver: StoreDriver, { config, timeoutMs }: CheckContext): Promise<boolean> {
  return storeOf(driver)
    .isCurrent(config, timeoutMs)
    .catch(() => false);
}

async function sample(
  persistence: Persistence,
  keyRing: KeyRing,
  kind: EncryptedRecords,
  total: { seen: number; unreadable: number },
): Promise<void> {
  for (const { key, value } of await persistence.scan({ prefix: kind.prefix, limit: SAMPLE })) {
    total.seen += 1;
    try {
      kind.reencrypt(key, value, (encrypted, place) => {
        keyRing.decrypt(encrypted, place);
        return encrypted;
      });
    } catch {
      total.unreadable += 1;
    }
  }
}
