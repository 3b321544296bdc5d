import { Module } from '@nestjs/common';
import { AccountStorageModule } from '../account-storage/index.js';
import { RequestsModule } from '../requests/index.js';
import { SidecarModule } from '../sidecar/index.js';
import { AppsController } from './apps/apps.controller.js';
import { ManifestController } from './manifest/manifest.controller.js';
import { ManifestStore } from './manifest/manifest.store.js';
import { JobStore } from './scheduler/job.store.js';
import { SchedulerController } from './scheduler/scheduler.controller.js';
import { Scheduler } from './scheduler/scheduler.service.js';
import { RecordsController } from './storage/records.controller.js';
import { UnservedController } from './unserved.controller.js';
import { VariablesController } from './variables/variables.controller.js';

/** What monday's command line client `mapps` talks to, at `APPS_DOMAIN` (docs/monday-platform.md#monday-code-command-line). */
@Module({
  imports: [AccountStorageModule, RequestsModule, SidecarModule],
  controllers: [
    ManifestController,
    AppsController,
    VariablesController,
    SchedulerController,
    RecordsController,
    UnservedController,
  ],
  providers: [ManifestStore, JobStore, Scheduler],
  exports: [ManifestStore, JobStore],
})
export class MappsModule {}
