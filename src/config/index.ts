export { type QueueDriverName, type StoreDriver } from '../drivers/index.js';
export * from './app-config.js';
export { CONFIG_EXTENSIONS, ConfigModule, VARIABLE_NAMES_OF_APP, VARIABLES } from './config.module.js';
export {
  ConfigurationError,
  DataFolderError,
  environmentOf,
  fileVariables,
  localKeys,
  makeDataFolder,
  PUBLIC_VARIABLE_NAMES,
  SCOPES,
  SECRET_NAMES,
  variableFiles,
  VARIABLE_NAMES,
  type ConfigurationProblem,
  type Scope,
  type SecretName,
  type Variables,
} from 'monday-persistence/configuration';
export { Environment, PROFILES, type LogLevel, type OAuthFlow, type Profile } from './environment.js';
export { FRAMEWORK_NAME } from './framework-name.js';
export { inspectConfig, loadConfig, type ConfigExtensions, type InspectedConfig } from './load-config.js';
export {
  FRAMEWORK_NAMES,
  namesWith,
  Secret,
  secretsIn,
  variablesIn,
  type OwnVariables,
  type VariableNames,
} from './own-variables.js';
export { MailSettings } from './mail-settings.js';
export { profileOf } from './profile.js';
export { readVariables } from './read-variables.js';
export { asciiDomain } from './ascii-domain.js';
export { hostAddressesOf } from './host-addresses.js';
export { ServerAddresses } from './server-addresses.js';
export { IsHttpAddress } from './address.validators.js';
export { IsDecimal, IsWholeNumber, ToBoolean, ToList } from './variable-forms.js';
