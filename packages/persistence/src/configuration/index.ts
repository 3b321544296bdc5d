export { ConfigurationError, type ConfigurationProblem } from './configuration.errors.js';
export { DataFolderError, makeDataFolder } from './data-folder.js';
export { environmentOf } from './environment-of.js';
export { fileVariables, variableFiles } from './file-variables.js';
export { gatherVariables } from './gather-variables.js';
export { localKeys } from './local-keys.js';
export { SCOPES, type Scope } from './scopes.js';
export { PUBLIC_VARIABLE_NAMES, SECRET_NAMES, VARIABLE_NAMES, type SecretName } from './variable-names.js';
export { type Variables } from './variables.js';
