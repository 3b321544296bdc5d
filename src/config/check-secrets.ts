import { type ConfigurationProblem, type SecretName } from 'monday-persistence/configuration';
import { REQUIRED_SECRETS, type Environment } from './environment.js';

const MIN_LENGTH = 16;
const MIN_DIFFERENT_CHARACTERS = 6;
const PLACEHOLDER = /change.?me|example|placeholder|secret.?here|your.?(?:client|signing|secret)/i;

/** The secrets that we or monday made, and so can be held to a strength; a mail server's password cannot. */
const STRONG_SECRETS = [
  ...REQUIRED_SECRETS,
  'MNDY_TOPIC_MESSAGES_SECRET',
  'METRICS_TOKEN',
] as const satisfies readonly SecretName[];

/** What is missing of the secrets; in production also what is too weak, or does not belong there. */
export function checkSecrets(environment: Environment): ConfigurationProblem[] {
  const missing = REQUIRED_SECRETS.filter((name) => environment[name] === undefined).map((name) => ({
    name,
    problem: 'is missing',
  }));
  return environment.NODE_ENV === 'production' ? [...missing, ...checkForProduction(environment)] : missing;
}

function checkForProduction(environment: Environment): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = STRONG_SECRETS.filter((name) =>
    isWeak(name, environment[name]),
  ).map((name) => ({
    name,
    problem: 'is too weak for production',
  }));
  const { MONDAY_SIGNING_SECRET, MONDAY_OAUTH_CLIENT_SECRET } = environment;
  if (MONDAY_SIGNING_SECRET !== undefined && MONDAY_SIGNING_SECRET === MONDAY_OAUTH_CLIENT_SECRET) {
    problems.push({
      name: 'MONDAY_SIGNING_SECRET',
      problem: 'is the client secret; monday shows two different ones',
    });
  }
  if (environment.DEV_TOKEN !== undefined) {
    problems.push({ name: 'DEV_TOKEN', problem: 'is for development only' });
  }
  return problems;
}

/** Each key of a ring is looked at alone, without its kid. */
function isWeak(name: SecretName, secret: string | undefined): boolean {
  if (secret === undefined) return false;
  const isRing = name === 'JWT_KEYS' || name === 'ENCRYPTION_KEYS';
  const parts = isRing ? secret.split(',').map((entry) => entry.slice(entry.indexOf(':') + 1)) : [secret];
  return parts.some(isWeakText);
}

function isWeakText(text: string): boolean {
  return text.length < MIN_LENGTH || new Set(text).size < MIN_DIFFERENT_CHARACTERS || PLACEHOLDER.test(text);
}
