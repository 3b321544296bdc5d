export { type QueueDriverName, type StoreDriver } from '../drivers/index.js';
export * from './app-config.js';
export { ConfigModule, VARIABLES } from './config.module.js';
export {
  ConfigurationError,
  fileVariables,
  localKeys,
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
export { Environment, type LogLevel, type OAuthFlow, type Profile } from './environment.js';
export { environmentOf } from './environment-of.js';
export { inspectConfig, loadConfig, type InspectedConfig } from './load-config.js';
export { profileOf } from './profile.js';
export { readVariables } from './read-variables.js';
