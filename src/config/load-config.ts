import { plainToInstance } from 'class-transformer';
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

/** What became of variables. */
export interface InspectedConfig {
  /** Of the variables that are well-formed, whatever else is wrong with them. */
  readonly config: AppConfig;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Turns variables into the configuration.
 * @throws ConfigurationError with everything that is wrong or missing, by name, never by value
 */
export function loadConfig(variables: Variables): AppConfig {
  const { config, problems } = inspectConfig(variables);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}

/** Tells what is wrong or missing, and what the rest comes to. Not for the app, which starts with all of it or not. */
export function inspectConfig(variables: Variables): InspectedConfig {
  const environment = parse(variables);
  const malformed = checkForms(environment);
  const badNames = new Set(malformed.map(({ name }) => name));
  const combinations = badNames.has('APP_PROFILE') ? [] : checkCombinations(environment);
  const others = [...checkSecrets(environment), ...combinations];
  const problems = [...malformed, ...others.filter(({ name }) => !badNames.has(name))];
  const usable = malformed.length === 0 ? environment : parse(without(variables, badNames));
  return { config: deepFreeze(buildConfig(usable)), problems };
}

/** A variable that is empty counts as not set. */
function parse(variables: Variables): Environment {
  const given = VARIABLE_NAMES.map((name) => [name, variables[name]] as const).filter(([, value]) => value);
  return plainToInstance(Environment, { ...new Environment(), ...Object.fromEntries(given) });
}

function without(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}

function checkForms(environment: Environment): ConfigurationProblem[] {
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
