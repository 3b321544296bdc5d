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

/** What became of variables. */
export interface InspectedConfig {
  /** Of the variables that are well-formed, whatever else is wrong with them. */
  readonly config: AppConfig;
  readonly problems: readonly ConfigurationProblem[];
}

/** What the features of an app add to its configuration. */
export interface ConfigExtensions {
  readonly own: readonly OwnVariables[];
  /** The scopes that a login asks for unless `MONDAY_OAUTH_SCOPES` says otherwise; none asks for all that the app has. */
  readonly scopes: readonly string[];
}

const NO_EXTENSIONS: ConfigExtensions = { own: [], scopes: [] };

/**
 * Turns variables into the configuration.
 * @throws ConfigurationError with everything that is wrong or missing, by name, never by value
 */
export function loadConfig(variables: Variables, extensions: ConfigExtensions = NO_EXTENSIONS): AppConfig {
  const { config, problems } = inspectConfig(variables, extensions);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}

/** Tells what is wrong or missing, and what the rest comes to. Not for the app, which starts with all of it or not. */
export function inspectConfig(
  variables: Variables,
  { own, scopes }: ConfigExtensions = NO_EXTENSIONS,
): InspectedConfig {
  const environment = parse(variables);
  const malformed = checkForms(environment);
  const badNames = new Set(malformed.map(({ name }) => name));
  const combinations = badNames.has('APP_PROFILE') ? [] : checkCombinations(environment);
  const others = [...checkSecrets(environment), ...combinations];
  const problems = [...malformed, ...others.filter(({ name }) => !badNames.has(name))];
  const usable = malformed.length === 0 ? environment : parse(without(variables, badNames));
  return {
    config: deepFreeze(buildConfig(usable, scopes)),
    problems: [...problems, ...own.flatMap((each) => checkOwn(each, variables))],
  };
}

/** A variable that is empty counts as not set. */
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
  return validateSync(environment, { stopAtFirstError: true }).map(({ property, constraints }) => ({
    name: property,
    problem: Object.values(constraints ?? {})
      .join(', ')
      .replace(`${property} `, ''),
  }));
}

function deepFreeze<T extends object>(value: T): T {
  for (const child of Object.values(value) as unknown[]) {
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
