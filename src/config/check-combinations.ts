import { type ConfigurationProblem } from 'monday-persistence/configuration';
import { queueOf, storeOf } from '../drivers/index.js';
import { isLoopback, parseAddress } from './address.validators.js';
import { type Environment } from './environment.js';
import { driversOf, profileOf, usesLocalPlatform } from './profile.js';

/** Required with the real monday. */
const NEEDED_OUTSIDE_LOCAL = ['MONDAY_OAUTH_CLIENT_ID', 'PUBLIC_URL', 'SMTP_HOST', 'MAIL_FROM'] as const;

/** Addresses to which tokens or secrets are sent. */
const CARRY_CREDENTIALS = [
  'PUBLIC_URL',
  'MONDAY_OAUTH_BASE_PATH',
  'MONDAY_OAUTH_TOKEN_PATH',
  'MONDAY_API_ENDPOINT',
  'STORAGE_URL',
] as const;

const QUOTAS = ['ACCOUNT_MAX_ROWS', 'ACCOUNT_MAX_BYTES'] as const;

const DRIVERS = ['PERSISTENCE_DRIVER', 'STORAGE_DRIVER', 'SECURE_STORAGE_DRIVER', 'QUEUE_DRIVER'] as const;

/**
 * Problems of combinations of variables.
 * @param malformed variables whose values have problems of their own
 */
export function checkCombinations(
  environment: Environment,
  malformed: ReadonlySet<string>,
): ConfigurationProblem[] {
  const production = environment.NODE_ENV === 'production';
  const hasDrivers = !DRIVERS.some((name) => malformed.has(name));
  return [
    ...(hasDrivers ? [...checkDrivers(environment), ...checkQuotas(environment)] : []),
    ...checkNeeded(environment, production),
    ...checkMail(environment),
    ...checkPorts(environment),
    ...(production ? checkEncryption(environment) : []),
  ];
}

function checkDrivers(environment: Environment): ConfigurationProblem[] {
  const { persistence, storage, secureStorage, queue } = driversOf(environment);
  const chosen = [storeOf(persistence), storeOf(storage), storeOf(secureStorage), queueOf(queue)];
  const missing = chosen.flatMap(({ needs }) => needs).filter((name) => environment[name] === undefined);
  return [...new Set(missing)].map((name) => ({ name, problem: 'is needed by a chosen driver' }));
}

/** A quota that no store keeps would be a false promise. The services of monday have limits of their own. */
function checkQuotas(environment: Environment): ConfigurationProblem[] {
  const { persistence, storage } = driversOf(environment);
  const uncounted = [storage, persistence].find((name) => {
    const { countsUsage, ownStorage } = storeOf(name);
    return !countsUsage && !ownStorage;
  });
  if (uncounted === undefined) return [];
  return QUOTAS.filter((name) => environment[name] > 0).map((name) => ({
    name,
    problem: `cannot limit ${uncounted}, which does not count usage; remove it, or choose another store`,
  }));
}

function checkNeeded(environment: Environment, production: boolean): ConfigurationProblem[] {
  if (profileOf(environment) !== 'local') {
    return NEEDED_OUTSIDE_LOCAL.filter((name) => environment[name] === undefined).map((name) => ({
      name,
      problem: 'is missing',
    }));
  }
  return production && usesLocalPlatform(environment)
    ? [
        {
          name: 'MONDAY_OAUTH_CLIENT_ID',
          problem: 'is missing: the local platform does not run in production',
        },
      ]
    : [];
}

function checkMail(environment: Environment): ConfigurationProblem[] {
  const { SMTP_USER, SMTP_PASSWORD } = environment;
  if ((SMTP_USER === undefined) === (SMTP_PASSWORD === undefined)) return [];
  return [
    SMTP_USER === undefined
      ? { name: 'SMTP_USER', problem: 'is missing, while SMTP_PASSWORD is set' }
      : { name: 'SMTP_PASSWORD', problem: 'is missing, while SMTP_USER is set' },
  ];
}

function checkPorts({ PORT, METRICS_PORT }: Environment): ConfigurationProblem[] {
  const areOne = METRICS_PORT === PORT && PORT !== 0;
  return areOne ? [{ name: 'METRICS_PORT', problem: 'is the port of the app' }] : [];
}

function checkEncryption(environment: Environment): ConfigurationProblem[] {
  return CARRY_CREDENTIALS.filter((name) => {
    const address = parseAddress(environment[name]);
    return address !== undefined && address.protocol !== 'https:' && !isLoopback(address);
  }).map((name) => ({ name, problem: 'must be https in production' }));
}
