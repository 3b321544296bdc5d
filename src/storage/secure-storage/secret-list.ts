import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { PersistenceRegistry } from '../../persistence/index.js';
import { accountSecretsPrefix } from './secret-name.js';

/** Whose value it is, and under which key. */
export interface SecretOwner {
  readonly userId: string;
  readonly key: string;
}

/** Lists what an account keeps in secure storage, for the console of local development. Reads no value. */
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
      const [user = '', ...rest] = key.slice(prefix.length).split('/');
      return { userId: decodeURIComponent(user), key: rest.join('/') };
    });
  }
}
