import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { AppConfig, MailConfig, MondayConfig } from './app-config.js';
import { ConfigurationError, type ConfigurationProblem } from './configuration.error.js';
import {
  Environment,
  REQUIRED_SECRETS,
  SECRET_NAMES,
  type Profile,
  type QueueDriverName,
  type StoreDriver,
} from './environment.js';

/** Variables by name, as the sources gave them. */
export type Variables = Readonly<Record<string, string | undefined>>;

const MONDAY_AUTH = 'https://auth.monday.com';
const OUTGOING_TIMEOUT_MS = 10_000;
const ACCESS_TTL_SECONDS = 15 * 60;
const REFRESH_TTL_SECONDS = 30 * 24 * 60 * 60;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const MIN_SECRET_LENGTH = 16;
const PLACEHOLDER = /^(.)\1+$|change.?me|example|placeholder|secret.?here|your.?(?:client|signing|secret)/i;

/**
 * Turns variables into the configuration.
 * @throws ConfigurationError with everything that is wrong or missing, by name, never by value
 */
export function loadConfig(variables: Variables): AppConfig {
  const environment = parse(variables);
  const profile = profileOf(environment);
  const production = environment.NODE_ENV === 'production';
  const problems = [...validate(environment), ...checkSecrets(environment, production)];
  if (problems.length > 0) throw new ConfigurationError(problems);

  const config = build(environment, profile, production);
  const missing = checkCombination(environment, config);
  if (missing.length > 0) throw new ConfigurationError(missing);
  return deepFreeze(config);
}

/** The profile: chosen, else recognised by what surrounds the app (design: monday code sets K_SERVICE). */
export function profileOf(variables: {
  APP_PROFILE?: string;
  K_SERVICE?: string;
  DATABASE_URL?: string;
}): Profile {
  if (variables.APP_PROFILE) return variables.APP_PROFILE as Profile;
  if (variables.K_SERVICE) return 'monday-code';
  return variables.DATABASE_URL ? 'self-hosted' : 'local';
}

function parse(variables: Variables): Environment {
  const known = new Environment();
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  return plainToInstance(Environment, { ...known, ...Object.fromEntries(given) });
}

function validate(environment: Environment): ConfigurationProblem[] {
  return validateSync(environment).map((error) => ({
    name: error.property,
    problem: Object.values(error.constraints ?? {})
      .map((text) =>
        text.replace(`${error.property} `, '').replace(`each value in ${error.property} `, 'each value '),
      )
      .join(', '),
  }));
}

function checkSecrets(environment: Environment, production: boolean): ConfigurationProblem[] {
  const missing = REQUIRED_SECRETS.filter((name) => environment[name] === undefined);
  const weak = production
    ? SECRET_NAMES.filter((name) => {
        const value = environment[name];
        return value !== undefined && (value.length < MIN_SECRET_LENGTH || PLACEHOLDER.test(value));
      })
    : [];
  return [
    ...missing.map((name) => ({ name, problem: 'is missing' })),
    ...weak.map((name) => ({ name, problem: 'is too weak for production' })),
  ];
}

function checkCombination(environment: Environment, config: AppConfig): ConfigurationProblem[] {
  const drivers: string[] = [config.persistence.driver, config.storage.driver, config.secureStorage.driver];
  const needsPostgres = drivers.includes('postgres') || config.queue.driver === 'bullmq-postgres';
  const problems: ConfigurationProblem[] = [];
  if (needsPostgres && !config.databaseUrl) {
    problems.push({ name: 'DATABASE_URL', problem: 'is needed by a chosen driver' });
  }
  if (config.queue.driver === 'bullmq-redis' && !config.redisUrl) {
    problems.push({ name: 'REDIS_URL', problem: 'is needed by the chosen queue driver' });
  }
  if (config.profile !== 'local') {
    const needed = ['MONDAY_OAUTH_CLIENT_ID', 'PUBLIC_URL', 'SMTP_HOST', 'MAIL_FROM'] as const;
    problems.push(
      ...needed.filter((name) => !environment[name]).map((name) => ({ name, problem: 'is missing' })),
    );
  }
  return problems;
}

function build(environment: Environment, profile: Profile, production: boolean): AppConfig {
  const store = defaultStore(profile);
  return {
    profile,
    production,
    dataDir: environment.DATA_DIR,
    http: {
      port: environment.PORT,
      publicUrl: environment.PUBLIC_URL?.replace(/\/+$/, ''),
      trustProxy: environment.TRUST_PROXY ?? (profile === 'monday-code' ? 1 : 0),
      corsOrigins: environment.CORS_ORIGINS,
      returnToOrigins: environment.RETURN_TO_ORIGINS,
      maxLargeBodies: environment.MAX_LARGE_BODIES,
      throttleAuthPerMinute: environment.THROTTLE_AUTH_PER_MINUTE,
    },
    log: {
      level: environment.LOG_LEVEL ?? 'info',
      format: profile === 'local' && !production ? 'pretty' : profile === 'monday-code' ? 'monday' : 'json',
      requests: environment.LOG_REQUESTS,
    },
    persistence: {
      driver:
        environment.PERSISTENCE_DRIVER ??
        (profile === 'monday-code' && environment.DATABASE_URL ? 'postgres' : store),
    },
    storage: { driver: environment.STORAGE_DRIVER ?? store, url: environment.STORAGE_URL },
    secureStorage: { driver: environment.SECURE_STORAGE_DRIVER ?? store },
    queue: { driver: environment.QUEUE_DRIVER ?? defaultQueue(profile, environment.REDIS_URL) },
    databaseUrl: environment.DATABASE_URL,
    redisUrl: environment.REDIS_URL,
    jwt: {
      issuer: environment.JWT_ISSUER,
      audience: environment.JWT_AUDIENCE,
      accessTtlSeconds: ACCESS_TTL_SECONDS,
      refreshTtlSeconds: REFRESH_TTL_SECONDS,
    },
    monday: mondayConfig(environment, profile),
    mail: mailConfig(environment),
    sandbox: {
      port: environment.SANDBOX_PORT,
      sidecarPort: environment.SIDECAR_PORT,
      smtpPort: environment.SANDBOX_SMTP_PORT,
      limits: environment.SANDBOX_LIMITS,
    },
  };
}

function defaultStore(profile: Profile): StoreDriver {
  switch (profile) {
    case 'local':
      return 'sqlite';
    case 'self-hosted':
      return 'postgres';
    case 'monday-code':
      return 'monday-code';
  }
}

function defaultQueue(profile: Profile, redisUrl: string | undefined): QueueDriverName {
  switch (profile) {
    case 'local':
      return 'sqlite';
    case 'self-hosted':
      return redisUrl ? 'bullmq-redis' : 'bullmq-postgres';
    case 'monday-code':
      return 'monday-code';
  }
}

/** In `local`, monday is the platform on this machine, unless an app of the real monday is named. */
function mondayConfig(environment: Environment, profile: Profile): MondayConfig {
  const usesPlatform = profile === 'local' && !environment.MONDAY_OAUTH_CLIENT_ID;
  const auth = usesPlatform ? `http://127.0.0.1:${environment.SANDBOX_PORT}` : MONDAY_AUTH;
  const authorizeUrl = environment.MONDAY_OAUTH_BASE_PATH ?? `${auth}/oauth2/authorize`;
  const legacy =
    environment.MONDAY_OAUTH_FLOW === 'legacy' ||
    (!environment.MONDAY_OAUTH_FLOW &&
      environment.MONDAY_OAUTH_TOKEN_PATH?.endsWith('/oauth2/token') === true);
  const tokenUrl =
    environment.MONDAY_OAUTH_TOKEN_PATH ?? `${auth}${legacy ? '/oauth2/token' : '/oauth_ms/oauth/token'}`;
  return {
    clientId: environment.MONDAY_OAUTH_CLIENT_ID ?? 'local-app',
    flow: legacy ? 'legacy' : 'oauth-2.1',
    authorizeUrl,
    tokenUrl,
    revokeUrl: new URL('/oauth_ms/oauth/revoke', tokenUrl).href,
    scopes: environment.MONDAY_OAUTH_SCOPES,
    apiEndpoint:
      environment.MONDAY_API_ENDPOINT ?? (usesPlatform ? `${auth}/v2` : 'https://api.monday.com/v2'),
    apiVersion: environment.MONDAY_API_VERSION,
    timeoutMs: OUTGOING_TIMEOUT_MS,
    isLocalPlatform: LOOPBACK.has(new URL(authorizeUrl).hostname),
  };
}

/** Without a server named, mail goes to the mailbox of the local platform; other profiles must name one. */
function mailConfig(environment: Environment): MailConfig {
  const from = environment.MAIL_FROM ?? 'monday app <app@localhost>';
  return environment.SMTP_HOST
    ? {
        host: environment.SMTP_HOST,
        port: environment.SMTP_PORT,
        security: environment.SMTP_SECURITY,
        user: environment.SMTP_USER,
        from,
      }
    : { host: '127.0.0.1', port: environment.SANDBOX_SMTP_PORT, security: 'none', user: undefined, from };
}

function deepFreeze<T extends object>(value: T): T {
  for (const child of Object.values(value) as unknown[]) {
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
