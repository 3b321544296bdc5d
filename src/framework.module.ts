import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { AccountsModule } from './accounts/index.js';
import { AuthModule } from './auth/index.js';
import { ConfigModule, type Variables } from './config/index.js';
import { DevModule } from './dev/index.js';
import { CronModule } from './cron/index.js';
import { ErrorsModule } from './errors/index.js';
import { FeatureModule, findFeatures } from './feature/index.js';
import { GlobalGuardsModule } from './global-guards.module.js';
import { HealthModule } from './health/index.js';
import { HttpModule } from './http/index.js';
import { LoggingModule } from './logging/index.js';
import { MailModule } from './mail/index.js';
import { MetricsModule } from './metrics/index.js';
import { FRAMEWORK_SCOPES, MondayModule } from './monday/index.js';
import { ObjectStorageModule } from './object-storage/index.js';
import { PersistenceModule } from './persistence/index.js';
import { QueueModule } from './queue/index.js';
import { SecretsModule } from './secrets/index.js';
import { CollectionModule, SecureStorageModule, StorageModule } from './storage/index.js';
import { TelemetryModule } from './telemetry/index.js';

/** Modules of the app, such as that of `src/app`. */
export type AppImports = readonly NonNullable<ModuleMetadata['imports']>[number][];

/** The modules of the framework. The modules of the app are in `src/app`. */
@Module({})
export class FrameworkModule {
  /**
   * @throws DeclarationError if a declaration of a feature is invalid
   * @throws ConfigurationError if the variables are invalid
   */
  static forRoot(variables: Variables, more: AppImports = []): DynamicModule {
    const features = findFeatures(more);
    return {
      module: FrameworkModule,
      imports: [
        ConfigModule.forRoot(variables, features.configExtensions(FRAMEWORK_SCOPES)),
        FeatureModule.forRoot(features),
        LoggingModule,
        TelemetryModule,
        ErrorsModule,
        PersistenceModule,
        SecretsModule,
        StorageModule,
        SecureStorageModule,
        CollectionModule,
        ObjectStorageModule,
        QueueModule,
        CronModule,
        MailModule,
        AuthModule,
        AccountsModule,
        MondayModule,
        HttpModule,
        GlobalGuardsModule,
        HealthModule,
        MetricsModule,
        DevModule.forRoot(variables),
        ...more,
      ],
    };
  }
}
