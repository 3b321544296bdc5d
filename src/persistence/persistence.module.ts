import { Global, Module } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { AppConfig } from '../config/index.js';
import { Persistences } from './persistence.registry.js';
import { StoreNotice } from './capability-warning.js';

/** Provides {@link Persistence}, the app's own state, and {@link Persistences} for who chooses a driver itself. */
@Global()
@Module({
  providers: [
    Persistences,
    StoreNotice,
    {
      provide: Persistence,
      inject: [Persistences, AppConfig],
      useFactory: (persistences: Persistences, config: AppConfig) =>
        persistences.of(config.persistence.driver),
    },
  ],
  exports: [Persistence, Persistences],
})
export class PersistenceModule {}
