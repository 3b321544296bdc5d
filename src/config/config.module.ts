import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from './app-config.js';
import { loadConfig, type Variables } from './load-config.js';

/** Token of the variables as they were read; for the secrets module only. */
export const VARIABLES = Symbol('VARIABLES');

/** Provides {@link AppConfig} everywhere. */
@Module({})
export class ConfigModule {
  /** @throws ConfigurationError */
  static forRoot(variables: Variables): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: AppConfig, useValue: loadConfig(variables) },
        { provide: VARIABLES, useValue: variables },
      ],
      exports: [AppConfig, VARIABLES],
    };
  }
}
