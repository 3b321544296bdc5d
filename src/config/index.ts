export * from './app-config.js';
export { ConfigModule, VARIABLES } from './config.module.js';
export { ConfigurationError, type ConfigurationProblem } from './configuration.error.js';
export {
  Environment,
  PUBLIC_VARIABLE_NAMES,
  SECRET_NAMES,
  VARIABLE_NAMES,
  type LogLevel,
  type OAuthFlow,
  type Profile,
  type QueueDriverName,
  type SecretName,
  type StoreDriver,
} from './environment.js';
export { fileVariables, variableFiles } from './file-variables.js';
export { inspectConfig, loadConfig, type InspectedConfig } from './load-config.js';
export { localKeys } from './local-keys.js';
export { profileOf } from './profile.js';
export { readVariables } from './read-variables.js';
export { SCOPES, type Scope } from './scopes.js';
export { type Variables } from './variables.js';
