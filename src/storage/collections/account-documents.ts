import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { Persistence } from '../../persistence/index.js';
import { documentsPrefix, entriesPrefix } from './collection-keys.js';
import { CollectionStore } from './collection.store.js';

/** The documents of all collections of an account, for its purge. */
@Injectable()
export class AccountDocuments {
  constructor(
    private readonly persistence: Persistence,
    private readonly collections: CollectionStore,
  ) {}

  /** Resolves to the number of documents. */
  @PurgesAccount('collections')
  async purgeAccount(accountId: string): Promise<Purged> {
    if (!this.collections.isSupported) return 0;
    const deleted = await purgeRecords(this.persistence, accountId, documentsPrefix(accountId));
    await purgeRecords(this.persistence, accountId, entriesPrefix(accountId));
    return deleted;
  }
}
