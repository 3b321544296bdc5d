import { Module } from '@nestjs/common';
import { ClockModule, type Clock, STORE_CLOCK } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { objectStoreOf } from '../drivers/index.js';
import { Persistence, PersistenceModule } from '../persistence/index.js';
import { Metrics, OutgoingCalls } from '../telemetry/index.js';
import { AccountObjects } from './account-objects.js';
import { ObjectStorage } from './object-storage.js';

/** Storage for files of accounts. An app that does not use it loads no driver. */
@Module({
  imports: [ClockModule, PersistenceModule],
  providers: [
    {
      provide: ObjectStorage,
      inject: [AppConfig, Persistence, OutgoingCalls, Metrics, STORE_CLOCK],
      useFactory: (
        config: AppConfig,
        persistence: Persistence,
        calls: OutgoingCalls,
        metrics: Metrics,
        clock: Clock,
      ) => {
        const { create } = objectStoreOf(config.objectStorage.driver);
        return new ObjectStorage(() => create({ config, persistence, calls, clock }), clock, metrics);
      },
    },
    AccountObjects,
  ],
  exports: [ObjectStorage],
})
export class ObjectStorageModule {}
