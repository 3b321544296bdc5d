import { Global, Module } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { ClockModule } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { PersistenceRegistry } from './persistence.registry.js';
import { CapabilityWarning } from './capability-warning.js';

/**
 * Provides {@link Persistence}, the app's own state, and {@link PersistenceRegistry} for services that choose their own
 * driver.
 */
@Global()
@Module({
  imports: [ClockModule],
  providers: [
    PersistenceRegistry,
    CapabilityWarning,
    {
      provide: Persistence,
      inject: [PersistenceRegistry, AppConfig],
      useFactory: (persistenceRegistry: PersistenceRegistry, config: AppConfig) =>
        persistenceRegistry.of(config.persistence.driver),
    },
  ],
  exports: [Persistence, PersistenceRegistry],
})
export class PersistenceModule {}
