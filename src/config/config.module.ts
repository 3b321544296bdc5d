import { Module, type DynamicModule } from '@nestjs/common';
import { type Variables } from 'monday-persistence/configuration';
import { AppConfig } from './app-config.js';
import { loadConfig, type ConfigExtensions } from './load-config.js';
import { MailSettings } from './mail-settings.js';
import { ServerAddresses } from './server-addresses.js';
import { injectedVariables, namesWith } from './own-variables.js';

/** Token of the variables. Only for the secrets module, which updates this copy when a file with variables changes. */
export const VARIABLES = Symbol('VARIABLES');

/** Token of the names of all variables, from the framework and from {@link ConfigExtensions}. */
export const VARIABLE_NAMES_OF_APP = Symbol('VARIABLE_NAMES_OF_APP');

/** Token of the declarations of features, for reloading the configuration. */
export const CONFIG_EXTENSIONS = Symbol('CONFIG_EXTENSIONS');

/** Provides {@link AppConfig} and the classes with the variables of features, globally. */
@Module({})
export class ConfigModule {
  /** @throws ConfigurationError */
  static forRoot(variables: Variables, extensions: ConfigExtensions): DynamicModule {
    const current = { ...variables };
    const providers = [
      { provide: AppConfig, useValue: loadConfig(current, extensions) },
      { provide: VARIABLES, useValue: current },
      { provide: ServerAddresses, useValue: new ServerAddresses(current) },
      { provide: MailSettings, useValue: new MailSettings(current) },
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
