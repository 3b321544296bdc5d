import { Module } from '@nestjs/common';
import { AccountDataModule } from '../account-data/index.js';
import { AuthModule } from '../auth/index.js';
import { ClockModule } from '../clock/index.js';
import { PersistenceModule } from '../persistence/index.js';
import { AccountList } from './account-list.js';
import { AccountRunStore } from './account-run.store.js';
import { Accounts } from './accounts.js';

/** The accounts that use the app, for scheduled jobs. */
@Module({
  imports: [AccountDataModule, AuthModule, ClockModule, PersistenceModule],
  providers: [AccountList, AccountRunStore, Accounts],
  exports: [Accounts],
})
export class AccountsModule {}
