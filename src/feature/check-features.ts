import { SCOPES, secretsIn, variablesIn, VARIABLE_NAMES } from '../config/index.js';
import { DeclarationError } from '../discovery/index.js';
import { codeOf } from '../errors/index.js';
import { findDeclarationProblem } from '../storage/index.js';
import { type FeatureDeclaration } from './feature.js';

const NAME = /^[a-z][a-z0-9-]{0,49}$/;
const VARIABLE = /^[A-Z][A-Z0-9_]{1,99}$/;
const API = /^[a-z][a-z0-9-]{0,39}$/;
const CODE = /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$/;
const MONDAY_APIS = ['graphql', 'oauth', 'storage', 'secure-storage', 'queue', 'secrets', 'blocks'];

/**
 * Refuses declarations that the app cannot start with.
 * @throws DeclarationError with the first that is wrong
 */
export function checkFeatures(features: readonly FeatureDeclaration[]): void {
  for (const feature of features) checkFeature(feature);
  refuseTwice(features, 'name', ({ name }) => [name]);
  refuseTwice(features, 'variable', ({ variables }) => (variables ? variablesIn(variables) : []));
  refuseTwice(features, 'API', ({ apis = [] }) => apis);
  refuseTwice(features, 'tag', ({ tags = {} }) => Object.keys(tags));
  refuseTwice(features, 'error code', ({ errors }) => (errors?.() ?? []).map(codeOf));
  refuseTwice(features, 'prefix of encrypted records', ({ encryptedRecords = [] }) =>
    encryptedRecords.map(({ prefix }) => prefix),
  );
  refuseTwice(features, 'mail template', ({ mailTemplates = [] }) => mailTemplates.map(({ name }) => name));
  refuseTwice(features, 'collection', ({ collections = [] }) =>
    collections.map(({ declaration }) => declaration.name),
  );
}

function checkFeature({
  name,
  variables,
  scopes = {},
  apis = [],
  errors,
  encryptedRecords = [],
  mailTemplates = [],
  collections = [],
}: FeatureDeclaration): void {
  const refuse = (problem: string): never => {
    throw new DeclarationError(`Feature "${name}": ${problem}`);
  };
  if (!NAME.test(name)) refuse('the name must be lower-case letters, digits and "-". Rename the feature.');
  for (const scope of Object.keys(scopes)) {
    if ((SCOPES as readonly string[]).includes(scope)) continue;
    const near = SCOPES.filter((known) => known.split(':')[0] === scope.split(':')[0]);
    refuse(
      `monday has no scope "${scope}". Use ${near.length > 0 ? near.join(' or ') : `one of ${SCOPES.join(', ')}`}.`,
    );
  }
  for (const api of apis) {
    if (!API.test(api))
      refuse(`the API "${api}" must have a name of lower-case letters, digits and "-". Rename it.`);
    if (MONDAY_APIS.includes(api)) refuse(`the API name "${api}" is taken by the framework. Rename it.`);
  }
  for (const code of (errors?.() ?? []).map(codeOf)) {
    if (!CODE.test(code)) refuse(`an error has the code "${code}". Give it one such as "${name}.not_found".`);
  }
  for (const { prefix } of encryptedRecords) {
    if (prefix === '')
      refuse('encrypted records have no prefix. Begin their keys with the name of the feature.');
  }
  for (const template of mailTemplates) {
    const problem = template.problem();
    if (problem !== undefined) refuse(problem);
  }
  for (const { declaration } of collections) {
    const problem = findDeclarationProblem(declaration);
    if (problem !== undefined) refuse(problem);
  }
  if (variables) checkVariables(variables, refuse);
}

function checkVariables(
  type: NonNullable<FeatureDeclaration['variables']>,
  refuse: (problem: string) => never,
): void {
  const ruled = variablesIn(type);
  const properties = [...Object.keys(new type()), ...secretsIn(type)];
  const bare = properties.find((property) => !ruled.includes(property));
  if (bare !== undefined) {
    refuse(`the variable ${bare} of ${type.name} has no rule. Add a decorator, such as @IsString().`);
  }
  for (const variable of ruled) {
    if (!VARIABLE.test(variable))
      refuse(`the variable ${variable} must be in capitals, such as NUDGE_HOUR. Rename it.`);
    if (variable.endsWith('_FILE')) refuse(`the variable ${variable} cannot end in _FILE. Rename it.`);
    if (VARIABLE_NAMES.includes(variable))
      refuse(`the variable ${variable} is one of the framework. Rename it.`);
  }
}

/** Whatever may be declared by one feature only, and once. */
function refuseTwice(
  features: readonly FeatureDeclaration[],
  what: string,
  valuesOf: (feature: FeatureDeclaration) => readonly string[],
): void {
  const owners = new Map<string, string>();
  for (const feature of features) {
    for (const value of valuesOf(feature)) {
      const other = owners.get(value);
      if (other !== undefined) {
        throw new DeclarationError(
          `Feature "${feature.name}": the ${what} "${value}" is declared twice, also by feature "${other}". Rename one of them.`,
        );
      }
      owners.set(value, feature.name);
    }
  }
}
