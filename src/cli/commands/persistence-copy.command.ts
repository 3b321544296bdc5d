import { readOptions } from 'monday-persistence/command-line';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { type AppConfig } from '../../config/index.js';
import { STORES, type StoreDriver } from '../../drivers/index.js';
import { homeIn, recordHome, type Persistence } from '../../persistence/index.js';
import { StoresRefusedError } from '../cli.errors.js';
import { type Command } from '../command.js';
import { copyRecords } from '../copy/copy-records.js';
import { Progress } from '../progress.js';

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  owner: { type: 'string', multiple: true },
} as const;

export const persistenceCopy: Command = {
  words: 'persistence copy',
  parameters: '--from STORE --to STORE [--owner ID]...',
  summary: "copies the app's own state to another store, and compares both; the vault is called vault",
  run({ arguments: given, stores, print, report }) {
    const { from, to, owner: owners = [] } = readOptions(given, OPTIONS);
    const [source, target] = [storeNamed('--from', from), storeNamed('--to', to)];
    if (source === target) throw new StoresRefusedError('--from and --to are the same store.');
    if (target === 'monday-code') {
      throw new StoresRefusedError('The vault cannot be the target: it does not keep who owns a record.');
    }
    return stores.use(async ({ config, of }) => {
      const stored = await of(target);
      const progress = new Progress(report);
      const result = await copyRecords({
        from: await of(source),
        to: stored,
        owners,
        staying: stayingIn(source, config),
        onlyMissing: await isInUse(target, stored),
        clock: SYSTEM_CLOCK,
        onProgress: (copied) => progress.at(() => `${copied} records`),
      });
      if (result.isComplete && isHome(target)) await recordHome(stored, target);
      progress.end(
        result.isComplete
          ? `${result.copied} records copied, all ${result.verified} compared`
          : 'The source keeps changing: stop the app, and run the command again.',
      );
      print(JSON.stringify(result));
      return result.isComplete ? 0 : 1;
    });
  },
};

function storeNamed(option: string, name: string | undefined): StoreDriver {
  const driver = name === 'vault' ? 'monday-code' : name;
  if (driver !== undefined && Object.hasOwn(STORES, driver)) return driver as StoreDriver;
  throw new StoresRefusedError(`${option} must be one of vault, ${Object.keys(STORES).join(', ')}.`);
}

const isHome = (driver: StoreDriver): driver is 'document-db' => driver === 'document-db';

/** An app that uses the target already has newer records there. */
async function isInUse(driver: StoreDriver, store: Persistence): Promise<boolean> {
  return isHome(driver) && (await homeIn(store)) === driver;
}

/** Records of services that use the source by a variable of their own. */
function stayingIn(source: StoreDriver, { storage, secureStorage }: AppConfig): string[] {
  return [
    ...(storage.driver === source ? ['storage/'] : []),
    ...(secureStorage.driver === source ? ['secure-storage/'] : []),
  ];
}
