import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { PersistenceRegistry } from '../../persistence/index.js';
import { accountSecretsPrefix, userOfName } from './secret-name.js';

/** Owner and key of a value. */
export interface SecretOwner {
  /** Absent for a value of the account. */
  readonly userId?: string;
  readonly key: string;
}

/** Lists the keys of an account in secure storage, for the local console. Does not read values. */
@Injectable()
export class SecretList {
  constructor(
    private readonly config: AppConfig,
    private readonly persistenceRegistry: PersistenceRegistry,
  ) {}

  /** The first `limit` names, or `undefined` if the store cannot list. */
  async list(accountId: string, limit: number): Promise<SecretOwner[] | undefined> {
    const persistence = await this.persistenceRegistry.of(this.config.secureStorage.driver);
    if (!persistence.capabilities.scan) return undefined;
    const prefix = accountSecretsPrefix(accountId);
    const entries = await persistence.scan({ prefix, limit });
    return entries.map(({ key }) => {
      const name = key.slice(prefix.length);
      return { userId: userOfName(name), key: name.slice(name.indexOf('/') + 1) };
    });
  }
}
