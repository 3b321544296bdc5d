import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { AuthModule } from './auth/index.js';
import { ConfigModule, type Variables } from './config/index.js';
import { DevModule } from './dev/index.js';
import { CronModule } from './cron/index.js';
import { ErrorsModule } from './errors/index.js';
import { GlobalGuardsModule } from './global-guards.module.js';
import { HealthModule } from './health/index.js';
import { HttpModule } from './http/index.js';
import { LoggingModule } from './logging/index.js';
import { MailModule } from './mail/index.js';
import { MetricsModule } from './metrics/index.js';
import { MondayModule } from './monday/index.js';
import { PersistenceModule } from './persistence/index.js';
import { QueueModule } from './queue/index.js';
import { SecretsModule } from './secrets/index.js';
import { SecureStorageModule, StorageModule } from './storage/index.js';
import { TelemetryModule } from './telemetry/index.js';

/** Modules that an app adds to these. */
export type AppImports = readonly NonNullable<ModuleMetadata['imports']>[number][];

/** The wiring of the app; the modules hold everything else. */
@Module({})
export class AppModule {
  /** @throws ConfigurationError if the variables cannot be used */
  static forRoot(variables: Variables, more: AppImports = []): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(variables),
        LoggingModule,
        TelemetryModule,
        ErrorsModule,
        PersistenceModule,
        SecretsModule,
        StorageModule,
        SecureStorageModule,
        QueueModule,
        CronModule,
        MailModule,
        AuthModule,
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
