import { unlessConflict, type Persistence } from 'monday-persistence';

/** In the vault: that it holds state. In the Document DB: where the state is. */
export const HOME_KEY = 'persistence/home';

/** Where the app keeps its own state on monday code without a database of its own. */
export type HomeDriver = 'document-db' | 'monday-code';

/** The Document DB without a choice of anyone: the vault may hold state that cannot be found by fixed keys. */
export type DefaultHome =
  /** none was found so far */
  | 'document-db/default'
  /** some was found and moved */
  | 'document-db/default-moved';

/** What the Document DB records about the home. */
export type HomeRecord = HomeDriver | DefaultHome;

/** Records with fixed keys that versions before {@link HOME_KEY} wrote: the schedule of purges, and scheduled jobs. */
const EARLIER_KEYS = ['account-data/agenda', 'cron/purge-accounts', 'cron/deliver-deferred'];
/** The list of accounts, by its owner. Version 0.1.0 had none. */
const KNOWN_ACCOUNTS = { prefix: 'account-data/known/', owner: 'account-directory', limit: 1 };
/** Rows and secure values, which are kept apart from the app's own state, have this prefix or a later one. */
const AFTER_STATE = 'secure-storage/';

/** What was decided before; `undefined` for nothing. */
export async function homeRecordIn(documentDb: Persistence): Promise<HomeRecord | undefined> {
  return (await documentDb.get(HOME_KEY))?.value as HomeRecord | undefined;
}

/** The home that was decided before; `undefined` for none. */
export async function homeIn(documentDb: Persistence): Promise<HomeDriver | undefined> {
  const record = await homeRecordIn(documentDb);
  return record && driverOf(record);
}

export const driverOf = (record: HomeRecord): HomeDriver =>
  record === 'monday-code' ? 'monday-code' : 'document-db';

export const isDefault = (record: HomeRecord | undefined): record is DefaultHome =>
  record === 'document-db/default' || record === 'document-db/default-moved';

/**
 * Whether the vault is known to hold state. `false` proves nothing: it cannot be listed, and an app of version 0.1.0 that
 * never ran a scheduled job has only records under the ids of its accounts. Costs at most eight calls of the vault.
 */
export async function isKnownToHoldState(vault: Persistence): Promise<boolean> {
  for (const key of [HOME_KEY, ...EARLIER_KEYS]) if (await vault.get(key)) return true;
  return (await vault.scan(KNOWN_ACCOUNTS)).length > 0;
}

/** Whether the Document DB has records of the app's own state. */
export async function isInUse(documentDb: Persistence): Promise<boolean> {
  const found = await documentDb.scan({ prefix: '', before: AFTER_STATE, limit: 2 });
  return found.some(({ key }) => key !== HOME_KEY);
}

/** Says in a store that it holds state, or where the state is now. */
export async function recordHome(store: Persistence, driver: HomeDriver): Promise<void> {
  await store.upsert(HOME_KEY, driver);
}

/**
 * Records a first decision, unless another instance came first.
 * @returns the decision of all instances
 */
export async function decideHome(documentDb: Persistence, decision: HomeRecord): Promise<HomeRecord> {
  const written = await unlessConflict(documentDb.upsert(HOME_KEY, decision, { version: null }));
  return written ? decision : ((await homeRecordIn(documentDb)) ?? decision);
}

/** Records that the vault held state. @returns whether nothing was found before */
export async function recordMoved(documentDb: Persistence): Promise<boolean> {
  const moved: DefaultHome = 'document-db/default-moved';
  const written = await documentDb.update(HOME_KEY, (entry) =>
    entry?.value === 'document-db/default' ? { value: moved } : undefined,
  );
  return written !== undefined;
}
