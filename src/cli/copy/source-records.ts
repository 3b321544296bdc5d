import { AccountDirectory, PurgeSchedule } from '../../account-data/index.js';
import { recordsAt, recordsOfOwner, type Entry, type Persistence } from '../../persistence/index.js';

const PAGE = 100;
const PAGE_BYTES = 4 * 1024 * 1024;
const SCHEDULE = 'account-data/agenda';

/** What is looked for in a store that cannot list its keys. */
export interface Wanted {
  /** Owners whose records are looked for, in addition to the accounts that the store knows; `none` leaves all out. */
  readonly owners: readonly string[] | 'none';
  /** Names of scheduled jobs, whose state is looked for. */
  readonly jobs: readonly string[];
}

const keysOfJob = (name: string): string[] => [`cron/${name}`, `accounts/runs/${name}`];

/**
 * The live records of a store. One that cannot list its keys has those of its {@link knownOwners}, of the jobs and of the
 * schedule of purges. Its other records are not found: ids that prevent duplicates for a while, and records of the app's
 * own that have no owner.
 */
export async function* sourceRecords(
  store: Persistence,
  wanted: Wanted,
): AsyncGenerator<readonly Entry[], void, void> {
  if (store.capabilities.scan) {
    yield* store.pages({ prefix: '', limit: PAGE, maxBytes: PAGE_BYTES });
    return;
  }
  yield await recordsAt(store, [SCHEDULE, ...wanted.jobs.flatMap(keysOfJob)]);
  if (wanted.owners === 'none') return;
  for (const owner of await knownOwners(store, wanted.owners)) {
    yield* recordsOfOwner(store, owner, PAGE);
  }
}

/** The accounts in the store's directory and in its schedule of purges, and the given owners. */
export async function knownOwners(store: Persistence, given: readonly string[]): Promise<Set<string>> {
  const owners = new Set([...given, ...Object.keys(await new PurgeSchedule(store).read())]);
  for await (const accountId of new AccountDirectory(store).list()) owners.add(accountId);
  return owners;
}
