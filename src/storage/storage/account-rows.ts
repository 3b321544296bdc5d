import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { storeOf } from '../../drivers/index.js';
import { PersistenceRegistry } from '../../persistence/index.js';
import { rowPrefixes } from './row-keys.js';

/** Rows and counters of an account, for its purge. */
@Injectable()
export class AccountRows {
  constructor(
    private readonly config: AppConfig,
    private readonly persistenceRegistry: PersistenceRegistry,
  ) {}

  /**
   * A separate storage service, such as monday's apps-storage, requires a token of the account, which no longer exists
   * (docs/monday-platform.md#monday-code-command-line).
   */
  @PurgesAccount('storage')
  async purgeAccount(accountId: string): Promise<Purged> {
    const { driver } = this.config.storage;
    const { ownStorage } = storeOf(driver);
    if (ownStorage) return { byOperator: ownStorage.removal(accountId) };
    const persistence = await this.persistenceRegistry.of(driver);
    let deleted = 0;
    for (const prefix of rowPrefixes(accountId))
      deleted += await purgeRecords(persistence, accountId, prefix);
    return deleted;
  }
}
