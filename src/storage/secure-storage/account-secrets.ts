import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { Persistences } from '../../persistence/index.js';
import { accountSecretsPrefix } from './secret-name.js';

/** Secure values of an account, for its removal. */
@Injectable()
export class AccountSecrets {
  constructor(
    private readonly config: AppConfig,
    private readonly persistences: Persistences,
  ) {}

  @PurgesAccount('secure storage')
  async purgeAccount(accountId: string): Promise<Purged> {
    const persistence = await this.persistences.of(this.config.secureStorage.driver);
    return purgeRecords(persistence, accountSecretsPrefix(accountId));
  }
}
