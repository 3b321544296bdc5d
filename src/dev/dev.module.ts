import { Module, type DynamicModule } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { profileOf, type Variables } from '../config/index.js';
import { QueueModule } from '../queue/index.js';
import { SecretsModule } from '../secrets/index.js';
import { SecureStorageModule, StorageModule } from '../storage/index.js';
import { DevDataController } from './dev-data.controller.js';
import { DevQueueController } from './dev-queue.controller.js';
import { PlatformDeclaration } from './platform-declaration.js';

/**
 * What app and local platform exchange: routes for its console, and the declaration of the app. Both exist only in the
 * profile `local`, and only if the launcher generated a token for this start.
 */
@Module({})
export class DevModule {
  static forRoot(variables: Variables): DynamicModule {
    if (profileOf(variables) !== 'local' || !variables.DEV_TOKEN) return { module: DevModule };
    return {
      module: DevModule,
      imports: [ClockModule, SecretsModule, StorageModule, SecureStorageModule, QueueModule],
      controllers: [DevDataController, DevQueueController],
      providers: [PlatformDeclaration],
    };
  }
}
