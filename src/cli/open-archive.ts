import { SYSTEM_CLOCK } from '../clock/index.js';
import { storeOf } from '../drivers/index.js';
import {
  AccountArchive,
  DocumentArchive,
  supportsCollections,
  type CollectionDeclaration,
} from '../storage/index.js';
import { StoresRefusedError } from './cli.errors.js';
import { type OpenStores } from './stores.client.js';

/**
 * The rows and documents of an account; only the documents if monday keeps the rows.
 * @throws StoresRefusedError if monday keeps the rows and there are no collections
 */
export async function openArchive(
  { config, of }: OpenStores,
  accountId: string,
  collections: readonly CollectionDeclaration[],
): Promise<AccountArchive> {
  const own = await of(config.persistence.driver);
  const documents = supportsCollections(own) ? new DocumentArchive(own, accountId, collections) : undefined;
  const { driver } = config.storage;
  const isAtMonday = storeOf(driver).ownStorage !== undefined;
  if (isAtMonday && (documents === undefined || collections.length === 0)) {
    throw new StoresRefusedError('monday keeps the rows, and opens them only to a user: see mapps storage.');
  }
  const rows = isAtMonday ? undefined : await of(driver);
  return new AccountArchive({ accountId, rows, documents, clock: SYSTEM_CLOCK });
}
