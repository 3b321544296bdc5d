import { validateSync } from 'class-validator';
import {
  ConfigurationError,
  VARIABLE_NAMES,
  type ConfigurationProblem,
  type Variables,
} from 'monday-persistence/configuration';
import { type AppConfig } from './app-config.js';
import { buildConfig } from './build-config.js';
import { checkCombinations } from './check-combinations.js';
import { checkSecrets } from './check-secrets.js';
import { Environment } from './environment.js';
import { parseVariables, variablesIn, type OwnVariables } from './own-variables.js';

/** The result of inspecting variables. */
export interface InspectedConfig {
  /** Configuration from the valid variables. */
  readonly config: AppConfig;
  readonly problems: readonly ConfigurationProblem[];
}

/** Additions of an app's features to the configuration. */
export interface ConfigExtensions {
  readonly own: readonly OwnVariables[];
  /** Scopes that a login requests unless `MONDAY_OAUTH_SCOPES` is set; if absent, all scopes of the app. */
  readonly scopes: readonly string[];
}

const NO_EXTENSIONS: ConfigExtensions = { own: [], scopes: [] };

/**
 * Turns variables into the configuration.
 * @throws ConfigurationError with the names of all invalid and missing variables, never their values
 */
export function loadConfig(variables: Variables, extensions: ConfigExtensions = NO_EXTENSIONS): AppConfig {
  const { config, problems } = inspectConfig(variables, extensions);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}

/**
 * Returns the problems, and the configuration from the remaining variables. For tools; the app requires a valid
 * configuration.
 */
export function inspectConfig(
  variables: Variables,
  { own, scopes }: ConfigExtensions = NO_EXTENSIONS,
): InspectedConfig {
  const environment = parse(variables);
  const malformed = checkForms(environment);
  const badNames = new Set(malformed.map(({ name }) => name));
  const combinations = badNames.has('APP_PROFILE') ? [] : checkCombinations(environment, badNames);
  const others = [...checkSecrets(environment), ...combinations];
  const problems = [...malformed, ...others.filter(({ name }) => !badNames.has(name))];
  const usable = malformed.length === 0 ? environment : parse(without(variables, badNames));
  return {
    config: deepFreeze(buildConfig(usable, scopes)),
    problems: [...problems, ...own.flatMap((each) => checkOwn(each, variables))],
  };
}

/** An empty variable counts as not set. */
function parse(variables: Variables): Environment {
  return parseVariables(Environment, VARIABLE_NAMES, variables);
}

function checkOwn({ feature, type }: OwnVariables, variables: Variables): ConfigurationProblem[] {
  return checkForms(parseVariables(type, variablesIn(type), variables)).map(({ name, problem }) => ({
    name,
    problem: `${problem} (feature "${feature}")`,
  }));
}

function without(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}

function checkForms(environment: object): ConfigurationProblem[] {
  return validateSync(environment, { stopAtFirstError: true, forbidUnknownValues: false }).map(
    ({ property, constraints }) => ({
      name: property,
      problem: Object.values(constraints ?? {})
        .join(', ')
        .replace(`${property} `, ''),
    }),
  );
}

function deepFreeze<T extends object>(value: T): T {
  for (const child of Object.values(value) as unknown[]) {
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
