import { readOptions } from 'monday-persistence/command-line';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { type AppConfig } from '../../config/index.js';
import { declaredJobs } from '../../cron/index.js';
import { STORES, type StoreDriver } from '../../drivers/index.js';
import {
  AdoptingPersistence,
  HOME_KEY,
  homeIn,
  recordHome,
  type Persistence,
} from '../../persistence/index.js';
import { StoresRefusedError } from '../cli.errors.js';
import { type Command } from '../command.js';
import { copyRecords, type CopyResult } from '../copy/copy-records.js';
import { knownOwners } from '../copy/source-records.js';
import { Progress } from '../progress.js';

const MAX_SHOWN = 100;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  owner: { type: 'string', multiple: true },
  complete: { type: 'boolean' },
} as const;

export const persistenceCopy: Command = {
  words: 'persistence copy',
  parameters: '--from STORE --to STORE [--owner ID]... [--complete]',
  summary: "copies the app's own state to another store, and compares both; the vault is called vault",
  run({ arguments: given, features, variables, stores, print, report }) {
    const { from, to, owner: owners = [], complete = false } = readOptions(given, OPTIONS);
    const [source, target] = [storeNamed('--from', from), storeNamed('--to', to)];
    if (source === target) throw new StoresRefusedError('--from and --to are the same store.');
    if (target === 'monday-code') {
      throw new StoresRefusedError('The vault cannot be the target: it does not keep who owns a record.');
    }
    return stores.use(async ({ config, of }) => {
      const [listed, stored] = [await of(source), await of(target)];
      const progress = new Progress(report);
      const onlyMissing = await isInUse(target, stored);
      if (source === 'monday-code' && isHome(target) && !onlyMissing) await recordHome(stored, source);
      const adopted = await adoptOwners(listed, stored, owners);
      const jobs = declaredJobs(features.providers, variables).map(({ name }) => name);
      const rest = await copyRecords({
        from: listed,
        to: stored,
        wanted: { owners: adopted === undefined ? owners : 'none', jobs },
        staying: stayingIn(source, config),
        onlyMissing,
        clock: SYSTEM_CLOCK,
        onProgress: (copied) => progress.at(() => `${copied} records`),
      });
      const result = {
        ...rest,
        copied: rest.copied + (adopted ?? 0),
        verified: rest.verified + (adopted ?? 0),
      };
      progress.end(describeResult(result));
      print(JSON.stringify(result));
      if (!listed.capabilities.scan) progress.end(describeOwners(await knownOwners(listed, owners)));
      if (!result.isComplete) return 1;
      if (!complete && !(await listsAccounts(listed))) {
        progress.end(MAY_BE_INCOMPLETE);
        return 1;
      }
      if (isHome(target)) await recordHome(stored, target);
      return 0;
    });
  },
};

const MAY_BE_INCOMPLETE =
  'The target is not used yet: add --owner ID for missing accounts, and --complete if none is missing.';

const describeResult = ({ isComplete, copied, verified }: CopyResult): string =>
  isComplete
    ? `${copied} records copied, all ${verified} compared`
    : 'The source keeps changing: stop the app, and run the command again.';

function storeNamed(option: string, name: string | undefined): StoreDriver {
  const driver = name === 'vault' ? 'monday-code' : name;
  if (driver !== undefined && Object.hasOwn(STORES, driver)) return driver as StoreDriver;
  throw new StoresRefusedError(`${option} must be one of vault, ${Object.keys(STORES).join(', ')}.`);
}

const isHome = (driver: StoreDriver): driver is 'document-db' => driver === 'document-db';

/** What was looked for in a store that cannot list its keys. */
function describeOwners(owners: ReadonlySet<string>): string {
  const shown = [...owners].slice(0, MAX_SHOWN).join(', ');
  const more = owners.size > MAX_SHOWN ? ', …' : '';
  return (
    `${owners.size} owners of records were found: ${shown || 'none'}${more}. ` +
    'Accounts that sent no request since version 0.1.0 are unknown: give them with --owner ID.'
  );
}

/** Whether all records can be listed, or a version used the store that keeps a list of its accounts, and this record. */
const listsAccounts = async (store: Persistence): Promise<boolean> =>
  store.capabilities.scan || (await store.get(HOME_KEY)) !== undefined;

/** An app that uses the target already has newer records there. */
async function isInUse(driver: StoreDriver, store: Persistence): Promise<boolean> {
  return isHome(driver) && (await homeIn(store)) === driver;
}

/**
 * Moves the records of all known owners as the app does, if the app uses the target by default: each owner once, so that
 * what was deleted there does not come back.
 * @returns how many records; `undefined` if they are to be copied
 */
async function adoptOwners(
  source: Persistence,
  target: Persistence,
  given: readonly string[],
): Promise<number | undefined> {
  if (source.capabilities.scan || !(target instanceof AdoptingPersistence)) return undefined;
  let records = 0;
  for (const owner of await knownOwners(source, given)) records += await target.adoption.adopt(owner);
  return records;
}

/** Records of services that use the source by a variable of their own. */
function stayingIn(source: StoreDriver, { storage, secureStorage }: AppConfig): string[] {
  return [
    ...(storage.driver === source ? ['storage/'] : []),
    ...(secureStorage.driver === source ? ['secure-storage/'] : []),
  ];
}
