import { SYSTEM_CLOCK } from '../clock/index.js';
import { storeOf } from '../drivers/index.js';
import { AccountArchive } from '../storage/index.js';
import { StoresRefusedError } from './cli.errors.js';
import { type OpenStores } from './stores.client.js';

/** The rows of an account. @throws StoresRefusedError if monday keeps them */
export async function openArchive({ config, of }: OpenStores, accountId: string): Promise<AccountArchive> {
  const { driver } = config.storage;
  if (storeOf(driver).ownStorage) {
    throw new StoresRefusedError('monday keeps the rows, and opens them only to a user: see mapps storage.');
  }
  return new AccountArchive(await of(driver), accountId, SYSTEM_CLOCK);
}
