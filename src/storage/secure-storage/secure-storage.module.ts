import { Module } from '@nestjs/common';
import { ClockModule, STORE_CLOCK, type Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { PersistenceModule, PersistenceRegistry } from '../../persistence/index.js';
import { KeyRing, SecretsModule } from '../../secrets/index.js';
import { SecretList } from './secret-list.js';
import { SecureStorage } from './secure-storage.js';

/** Encrypted storage for secrets of users, such as tokens for other services. */
@Module({
  imports: [ClockModule, PersistenceModule, SecretsModule],
  providers: [
    {
      provide: SecureStorage,
      inject: [AppConfig, PersistenceRegistry, KeyRing, STORE_CLOCK],
      useFactory: async (
        { secureStorage }: AppConfig,
        persistenceRegistry: PersistenceRegistry,
        keyRing: KeyRing,
        clock: Clock,
      ) => new SecureStorage(await persistenceRegistry.of(secureStorage.driver), keyRing, clock),
    },
    SecretList,
  ],
  exports: [SecureStorage, SecretList],
})
export class SecureStorageModule {}
