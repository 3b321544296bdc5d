import { Module } from '@nestjs/common';
import { AccountStorageModule } from '../account-storage/index.js';
import { FaultsModule } from '../faults/index.js';
import { RequestsModule } from '../requests/index.js';
import { AppConfiguration } from './app-configuration.js';
import { AppLog } from './app-log.js';
import { ConfigurationControlController } from './configuration-control.controller.js';
import { PushQueue } from './push-queue.js';
import { SidecarConfigurationController } from './sidecar-configuration.controller.js';
import { SidecarLogsController } from './sidecar-logs.controller.js';
import { SidecarQueueController } from './sidecar-queue.controller.js';
import { SidecarSecureStorageController } from './sidecar-secure-storage.controller.js';
import { SidecarServer } from './sidecar.server.js';
import { SidecarStorageController } from './sidecar-storage.controller.js';

/** The HTTP sidecar that monday's SDKs for other languages talk to, on a port of its own (docs/monday-platform.md#sidecar). */
@Module({
  imports: [AccountStorageModule, FaultsModule, RequestsModule],
  controllers: [
    SidecarStorageController,
    SidecarSecureStorageController,
    SidecarConfigurationController,
    SidecarQueueController,
    SidecarLogsController,
    ConfigurationControlController,
  ],
  providers: [SidecarServer, AppConfiguration, PushQueue, AppLog],
  exports: [AppLog, AppConfiguration, PushQueue],
})
export class SidecarModule {}
