import { Injectable } from '@nestjs/common';
import { PurgesAccount, type Purged } from '../../account-data/index.js';
import { SecureStorageDriver } from './secure-storage-driver.js';

/** Secure values of an account, for its removal. */
@Injectable()
export class AccountSecrets {
  constructor(private readonly driver: SecureStorageDriver) {}

  @PurgesAccount('secure storage')
  purgeAccount(accountId: string): Promise<Purged> {
    return this.driver.deleteAccount(accountId);
  }
}
