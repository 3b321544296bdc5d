import { Module, type DynamicModule } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { CronModule } from '../cron/index.js';
import { profileOf, type Variables } from '../config/index.js';
import { QueueModule } from '../queue/index.js';
import { SecretsModule } from '../secrets/index.js';
import { SecureStorageModule, StorageModule } from '../storage/index.js';
import { DevCronController } from './dev-cron.controller.js';
import { DevDataController } from './dev-data.controller.js';
import { DevLogsController } from './dev-logs.controller.js';
import { DevQueueController } from './dev-queue.controller.js';
import { PlatformDeclaration } from './platform-declaration.js';

/**
 * What app and local platform exchange, if the launcher generated a token for this start: the declaration of the app, the
 * route that runs its scheduled jobs, and in the profile `local` the routes for the platform's console.
 */
@Module({})
export class DevModule {
  static forRoot(variables: Variables): DynamicModule {
    if (!variables.DEV_TOKEN) return { module: DevModule };
    const declaring = {
      module: DevModule,
      imports: [ClockModule, CronModule, SecretsModule],
      controllers: [DevCronController],
      providers: [PlatformDeclaration],
    };
    if (profileOf(variables) !== 'local') return declaring;
    return {
      ...declaring,
      imports: [ClockModule, CronModule, SecretsModule, StorageModule, SecureStorageModule, QueueModule],
      controllers: [DevCronController, DevDataController, DevLogsController, DevQueueController],
    };
  }
}
