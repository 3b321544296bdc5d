import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { ClockModule } from '../clock/index.js';
import { PersistenceModule } from '../persistence/index.js';
import { InstallationStore } from './installation.store.js';
import { AccountDirectory } from './account-directory.js';
import { AccountPurge } from './account-purge.js';
import { PurgeHandlerRegistry } from './purge-handler.registry.js';
import { PurgeSchedule } from './purge-schedule.js';
import { SuspectedUninstalls } from './suspected-uninstalls.js';
import { VaultRemains } from './vault-remains.js';

/**
 * Tracks installations and uninstallations, and deletes the data of accounts that left. It does not import any service.
 */
@Module({
  imports: [ClockModule, DecoratedMethodsModule, PersistenceModule],
  providers: [
    AccountDirectory,
    InstallationStore,
    AccountPurge,
    PurgeHandlerRegistry,
    PurgeSchedule,
    SuspectedUninstalls,
    VaultRemains,
  ],
  exports: [AccountDirectory, InstallationStore, AccountPurge, SuspectedUninstalls],
})
export class AccountDataModule {}
