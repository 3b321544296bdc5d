import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { NO_METRICS, OutgoingCalls } from '../../../telemetry/index.js';
import { FRAMEWORK_NAMES, ServerAddresses } from '../../../config/index.js';
import { storeOf, type StoreDriver } from '../../../drivers/index.js';
import { PersistenceRegistry, type Persistence } from '../../../persistence/index.js';
import { AesGcmKeyRing, SecretService, type KeyRing, type EncryptedRecords } from '../../../secrets/index.js';
import { encryptedRecordsByDriver } from '../../encrypted-records-by-driver.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem } from '../finding.js';

const NAME = 'ENCRYPTION_KEYS';
/** Sample size per kind of record; keys are usually lost all at once. */
const SAMPLE = 5;

/** Checks that the keys decrypt the stored data, for example after a restore. */
export const storedKeysCheck: Check = {
  name: NAME,
  async run(context) {
    const { config, variables, broken, features } = context;
    if ([NAME, 'DATABASE_URL', 'DATA_DIR'].some((name) => broken.has(name))) return [];
    const keyRing = new AesGcmKeyRing(new SecretService(variables, FRAMEWORK_NAMES));
    const persistenceRegistry = new PersistenceRegistry(
      config,
      new ServerAddresses(variables),
      OutgoingCalls.unmeasured(),
      NO_METRICS,
      SYSTEM_CLOCK,
    );
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

/**
 * Skips stores with pending migrations, which opening would run, and unreachable stores, which another check reports.
 */
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
      const check = (encrypted: string, place: string): string => {
        keyRing.decrypt(encrypted, place);
        return encrypted;
      };
      kind.reencrypt(key, value, check, SYSTEM_CLOCK.now());
    } catch {
      total.unreadable += 1;
    }
  }
}
