import { unlessConflict, type Persistence } from 'monday-persistence';

/** In the vault: that it holds state. In the Document DB: where the state is. */
export const HOME_KEY = 'persistence/home';

/** Where the app keeps its own state on monday code without a database of its own. */
export type HomeDriver = 'document-db' | 'monday-code';

/**
 * Records of earlier versions, which wrote no {@link HOME_KEY}: the schedule of purges, and the jobs that the deployment
 * guide sets up. The vault cannot be listed, so records with random keys are not found.
 */
const EARLIER_KEYS = ['account-data/agenda', 'cron/purge-accounts', 'cron/deliver-deferred'];

/** What was decided before; `undefined` for nothing. */
export async function homeIn(documentDb: Persistence): Promise<HomeDriver | undefined> {
  return (await documentDb.get(HOME_KEY))?.value as HomeDriver | undefined;
}

/** Costs at most four calls of the vault. */
export async function holdsState(vault: Persistence): Promise<boolean> {
  for (const key of [HOME_KEY, ...EARLIER_KEYS]) if (await vault.get(key)) return true;
  return false;
}

/** Records a decision, unless another instance was faster. @returns what holds */
export async function decideHome(documentDb: Persistence, driver: HomeDriver): Promise<HomeDriver> {
  const written = await unlessConflict(documentDb.upsert(HOME_KEY, driver, { version: null }));
  return written ? driver : ((await homeIn(documentDb)) ?? driver);
}

/** Says in a store that it holds state, or where the state is now. */
export async function recordHome(store: Persistence, driver: HomeDriver): Promise<void> {
  await store.upsert(HOME_KEY, driver);
}
