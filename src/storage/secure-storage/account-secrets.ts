import { Injectable } from '@nestjs/common';
import { PurgesAccount, type Purged } from '../../account-data/index.js';
import { SecureStorage } from './secure-storage.js';

/** Secure values of an account, for its removal. */
@Injectable()
export class AccountSecrets {
  constructor(private readonly storage: SecureStorage) {}

  @PurgesAccount('secure storage')
  purgeAccount(accountId: string): Promise<Purged> {
    return this.storage.deleteAccount(accountId);
  }
}
