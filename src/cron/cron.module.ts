import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { AccountDataModule } from '../account-data/index.js';
import { ClockModule } from '../clock/index.js';
import { PersistenceModule } from '../persistence/index.js';
import { QueueModule } from '../queue/index.js';
import { AccountPurgeCron } from './account-purge.cron.js';
import { CronJobs } from './cron-jobs.js';
import { CronRegistry } from './cron.registry.js';
import { CronRuns } from './cron-runs.js';
import { CronController } from './cron.controller.js';
import { CronRunner } from './cron.runner.js';
import { CronScheduler } from './cron-scheduler.js';
import { DeferredMessagesCron } from './deferred-messages.cron.js';

/** Scheduled jobs: `@MondayCron` methods, triggered by monday's scheduler or the app's own. */
@Module({
  imports: [AccountDataModule, ClockModule, DecoratedMethodsModule, PersistenceModule, QueueModule],
  controllers: [CronController],
  providers: [
    AccountPurgeCron,
    CronJobs,
    CronRegistry,
    CronRunner,
    CronRuns,
    CronScheduler,
    DeferredMessagesCron,
  ],
  exports: [CronJobs],
})
export class CronModule {}
