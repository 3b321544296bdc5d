import { AccountDirectory } from '../../account-data/index.js';
import { type Entry, type Persistence } from '../../persistence/index.js';

const PAGE = 100;
const PAGE_BYTES = 4 * 1024 * 1024;

/** Records without an owner that a store finds only by their keys, and those of each account. */
const KEYS = ['account-data/agenda', 'cron/purge-accounts', 'cron/deliver-deferred'];
const keysOf = (accountId: string): string[] => [
  `account-data/lives/${encodeURIComponent(accountId)}`,
  `auth/account/${accountId}`,
];

/**
 * The live records of a store. One that cannot list its keys has those of the accounts in its directory and of `owners`;
 * its other records are ids that prevent duplicates for a while, which are not found.
 */
export async function* sourceRecords(
  store: Persistence,
  owners: readonly string[],
): AsyncGenerator<readonly Entry[], void, void> {
  if (store.capabilities.scan) {
    yield* store.pages({ prefix: '', limit: PAGE, maxBytes: PAGE_BYTES });
    return;
  }
  yield await recordsAt(store, KEYS);
  for (const owner of await ownersIn(store, owners)) {
    yield* store.pages({ prefix: '', limit: PAGE, owner });
    yield await recordsAt(store, keysOf(owner));
  }
}

async function ownersIn(store: Persistence, given: readonly string[]): Promise<Set<string>> {
  const owners = new Set(given);
  for await (const accountId of new AccountDirectory(store).list()) owners.add(accountId);
  return owners;
}

async function recordsAt(store: Persistence, keys: readonly string[]): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const key of keys) {
    const entry = await store.get(key);
    if (entry) found.push(entry);
  }
  return found;
}
