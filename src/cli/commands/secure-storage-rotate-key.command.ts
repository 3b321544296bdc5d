import { UsageError, readOptions } from 'monday-persistence/command-line';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { KeyRotation } from '../../secrets/index.js';
import { StoresRefusedError } from '../cli.errors.js';
import { type Command } from '../command.js';
import { addEncryptionKey } from '../new-encryption-key.js';
import { Progress } from '../progress.js';
import { type StoresClient } from '../stores.client.js';

const OPTIONS = { 'new-key': { type: 'boolean' }, wait: { type: 'string' } } as const;
/** The app checks its files every ten seconds. */
const DEFAULT_WAIT_SECONDS = 15;

export const secureStorageRotateKey: Command = {
  words: 'secure-storage rotate-key',
  parameters: '[--new-key [--wait SECONDS]]',
  summary:
    're-encrypts all values that use an older key, while the app is running; --new-key adds a new key first',
  async run({ arguments: given, stores, features, print, report }) {
    const { 'new-key': isNew = false, wait } = readOptions(given, OPTIONS);
    if (isNew) await addKey(stores, waitOf(wait), report);
    // Loads most of the app, which other commands do not need.
    const { encryptedRecordsByDriver } = await import('../encrypted-records-by-driver.js');
    return stores.use(async ({ config, keyRing, of }) => {
      const progress = new Progress(report);
      let undeclared = 0;
      const total = { seen: 0, reencrypted: 0, unreadable: 0, busy: 0 };
      for (const [driver, kinds] of encryptedRecordsByDriver(config, features.encryptedRecords)) {
        const persistence = await of(driver);
        const before = { ...total };
        const rotation = new KeyRotation(persistence, keyRing, SYSTEM_CLOCK);
        for await (const now of rotation.run(kinds)) {
          for (const name of ['seen', 'reencrypted', 'unreadable', 'busy'] as const) {
            total[name] = before[name] + now[name];
          }
          progress.at(() => describe(total));
        }
        if (driver !== config.persistence.driver) continue;
        for (const [beginning, count] of await rotation.findUndeclared(kinds)) {
          undeclared += count;
          report(undeclaredRecords(beginning, count));
        }
      }
      progress.end(describe(total));
      print(JSON.stringify(total));
      return total.unreadable === 0 && total.busy === 0 && undeclared === 0 ? 0 : 1;
    });
  },
};

type Counts = Readonly<Record<'seen' | 'reencrypted' | 'unreadable' | 'busy', number>>;

const describe = ({ seen, reencrypted, unreadable, busy }: Counts): string =>
  `${seen} records seen, ${reencrypted} encrypted again, ${unreadable} unreadable, ${busy} busy` +
  (busy > 0 ? '; run it again before an older key leaves the ring' : '');

const undeclaredRecords = (beginning: string, count: number): string =>
  `${count} records with keys from "${beginning}" are encrypted with an older key, and no feature declares them. ` +
  'Add them to "encryptedRecords" of the feature that writes them, and run this again.';

async function addKey(
  stores: StoresClient,
  waitSeconds: number,
  report: (line: string) => void,
): Promise<void> {
  const path = stores.variables['ENCRYPTION_KEYS_FILE'];
  if (path === undefined) {
    throw new StoresRefusedError(
      'A new key needs ENCRYPTION_KEYS_FILE. Where the keys are elsewhere, put a new one behind the others there, ' +
        'then first, each time wait for all instances to have it, and run this without --new-key.',
    );
  }
  report(`adding a key; every instance has ${waitSeconds} s to read it, twice`);
  stores.variables['ENCRYPTION_KEYS'] = await addEncryptionKey(path, waitSeconds * 1_000);
}

function waitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_WAIT_SECONDS;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new UsageError('Give 0 to 999 seconds to wait.');
}
