import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { ClockModule } from '../clock/index.js';
import { PersistenceModule } from '../persistence/index.js';
import { AccountLives } from './installation.store.js';
import { AccountPurge } from './account-purge.js';
import { AccountPurgers } from './purge-handlers.js';
import { PurgeAgenda } from './purge-schedule.js';

/** When accounts came and left, and the removal of what they left behind. It knows none of the services. */
@Module({
  imports: [ClockModule, DecoratedMethodsModule, PersistenceModule],
  providers: [AccountLives, AccountPurge, AccountPurgers, PurgeAgenda],
  exports: [AccountLives, AccountPurge],
})
export class AccountDataModule {}
