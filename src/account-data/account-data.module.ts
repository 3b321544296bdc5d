import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { ClockModule } from '../clock/index.js';
import { PersistenceModule } from '../persistence/index.js';
import { InstallationStore } from './installation.store.js';
import { AccountPurge } from './account-purge.js';
import { PurgeHandlers } from './purge-handlers.js';
import { PurgeSchedule } from './purge-schedule.js';

/** When accounts came and left, and the removal of what they left behind. It knows none of the services. */
@Module({
  imports: [ClockModule, DecoratedMethodsModule, PersistenceModule],
  providers: [InstallationStore, AccountPurge, PurgeHandlers, PurgeSchedule],
  exports: [InstallationStore, AccountPurge],
})
export class AccountDataModule {}
