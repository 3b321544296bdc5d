import { Module, type DynamicModule } from '@nestjs/common';
import { type Variables } from 'monday-persistence/configuration';
import { AppConfig } from './app-config.js';
import { loadConfig } from './load-config.js';

/**
 * Token of the variables; for the secrets module only, which writes into this record when a file of variables changes.
 * It is a copy of what was given.
 */
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
        { provide: VARIABLES, useValue: { ...variables } },
      ],
      exports: [AppConfig, VARIABLES],
    };
  }
}
