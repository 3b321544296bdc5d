import { Injectable } from '@nestjs/common';
import { AppConfig, ServerAddresses } from '../config/index.js';
import { PersistenceRegistry, type Entry } from '../persistence/index.js';
import { purgeRecords } from './purge-records.js';
import { PurgesAccount, type Purged } from './purges-account.decorator.js';

const SECURE_VALUES = 'secure-storage/';

/**
 * The records of an account that stay in the vault of monday code when the app's state moves to the Document DB or a
 * database of the app. Nothing reads them there any more, and the purge deletes them too. Its installation and its revocations stay: they have no
 * owner and no personal data.
 */
@Injectable()
export class VaultRemains {
  constructor(
    private readonly registry: PersistenceRegistry,
    private readonly config: AppConfig,
    private readonly addresses: ServerAddresses,
  ) {}

  /** @throws VaultError if the vault cannot be reached */
  @PurgesAccount('records left in the vault')
  async purgeAccount(accountId: string): Promise<Purged> {
    const { profile, persistence, secureStorage } = this.config;
    const hasMoved = profile === 'monday-code' && persistence.driver !== 'monday-code';
    if (!hasMoved || !this.addresses.hasVault) return 0;
    const vault = await this.registry.of('monday-code');
    // Secure values that are still used there have a purge of their own.
    const isLeft = ({ key }: Entry): boolean =>
      secureStorage.driver !== 'monday-code' || !key.startsWith(SECURE_VALUES);
    return purgeRecords(vault, accountId, '', isLeft);
  }
}
