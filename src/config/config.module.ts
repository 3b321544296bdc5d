import { Module, type DynamicModule } from '@nestjs/common';
import { type Variables } from 'monday-persistence/configuration';
import { AppConfig } from './app-config.js';
import { loadConfig, type ConfigExtensions } from './load-config.js';
import { injectedVariables, namesWith } from './own-variables.js';

/**
 * Token of the variables; for the secrets module only, which writes into this record when a file of variables changes.
 * It is a copy of what was given.
 */
export const VARIABLES = Symbol('VARIABLES');

/** Token of the names of all variables, as {@link ConfigExtensions} and the framework have them. */
export const VARIABLE_NAMES_OF_APP = Symbol('VARIABLE_NAMES_OF_APP');

/** Token of what the features add, for whoever loads the configuration again. */
export const CONFIG_EXTENSIONS = Symbol('CONFIG_EXTENSIONS');

/** Provides {@link AppConfig} everywhere, and the classes in which features declare their variables. */
@Module({})
export class ConfigModule {
  /** @throws ConfigurationError */
  static forRoot(variables: Variables, extensions: ConfigExtensions): DynamicModule {
    const current = { ...variables };
    const providers = [
      { provide: AppConfig, useValue: loadConfig(current, extensions) },
      { provide: VARIABLES, useValue: current },
      { provide: VARIABLE_NAMES_OF_APP, useValue: namesWith(extensions.own) },
      { provide: CONFIG_EXTENSIONS, useValue: extensions },
      ...extensions.own.map((own) => ({ provide: own.type, useValue: injectedVariables(own, current) })),
    ];
    return {
      module: ConfigModule,
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}
