import { isLoopback } from './address.validators.js';
import {
  type AppConfig,
  type LogConfig,
  type MailConfig,
  type MetricsConfig,
  type MondayConfig,
  type TracingConfig,
} from './app-config.js';
import { type Environment, type Profile } from './environment.js';
import { driversOf, profileOf, usesLocalPlatform } from './profile.js';

const MONDAY_AUTH = 'https://auth.monday.com';
const MONDAY_API = 'https://api.monday.com/v2';
const OUTGOING_TIMEOUT_MS = 10_000;
const ACCESS_TTL_SECONDS = 15 * 60;
const DAY_SECONDS = 24 * 60 * 60;
const REFRESH_TTL_SECONDS = 30 * DAY_SECONDS;

/** Builds the configuration from a validated environment. */
export function buildConfig(environment: Environment, scopes: readonly string[]): AppConfig {
  const profile = profileOf(environment);
  const production = environment.NODE_ENV === 'production';
  const drivers = driversOf(environment);
  return {
    profile,
    production,
    dataDir: environment.DATA_DIR,
    http: {
      host: environment.HOST,
      port: environment.PORT,
      publicUrl: environment.PUBLIC_URL && new URL(environment.PUBLIC_URL).origin,
      trustProxy: environment.TRUST_PROXY ?? (profile === 'monday-code' ? 1 : 0),
      keepAliveMs: environment.KEEP_ALIVE_SECONDS * 1_000,
      corsOrigins: environment.CORS_ORIGINS,
      returnToOrigins: environment.RETURN_TO_ORIGINS,
      maxBodyMemoryMb: environment.MAX_BODY_MEMORY_MB,
      throttleAuthPerMinute: environment.THROTTLE_AUTH_PER_MINUTE,
      docs: environment.DOCS ?? !production,
    },
    accounts: {
      maxConcurrency: environment.ACCOUNT_MAX_CONCURRENCY,
      ratePerSecond: environment.ACCOUNT_RATE_PER_SECOND,
      maxRows: environment.ACCOUNT_MAX_ROWS,
      maxBytes: environment.ACCOUNT_MAX_BYTES,
    },
    log: {
      level: environment.LOG_LEVEL ?? 'info',
      format: logFormatOf(profile, production),
      requests: environment.LOG_REQUESTS,
    },
    metrics: metricsConfig(environment, profile === 'local' && !production),
    tracing: tracingConfig(environment),
    persistence: { driver: drivers.persistence },
    storage: { driver: drivers.storage, url: environment.STORAGE_URL },
    secureStorage: { driver: drivers.secureStorage },
    objectStorage: { driver: drivers.objectStorage },
    queue: { driver: drivers.queue },
    databaseUrl: environment.DATABASE_URL,
    documentDbUrl: environment.MNDY_MONGODB_CONNECTION_STRING,
    redisUrl: environment.REDIS_URL,
    jwt: {
      issuer: environment.JWT_ISSUER,
      audience: environment.JWT_AUDIENCE,
      accessTtlSeconds: ACCESS_TTL_SECONDS,
      refreshTtlSeconds: REFRESH_TTL_SECONDS,
      sessionMaxSeconds: environment.SESSION_MAX_DAYS * DAY_SECONDS,
    },
    monday: mondayConfig(environment, scopes),
    mail: mailConfig(environment),
    sandbox: {
      port: environment.SANDBOX_PORT,
      sidecarPort: environment.SIDECAR_PORT,
      smtpPort: environment.SANDBOX_SMTP_PORT,
      limits: environment.SANDBOX_LIMITS,
    },
  };
}

function logFormatOf(profile: Profile, production: boolean): LogConfig['format'] {
  if (profile === 'monday-code') return 'monday';
  return profile === 'local' && !production ? 'pretty' : 'json';
}

/** Off by default, except on a laptop. */
function metricsConfig(environment: Environment, isLaptop: boolean): MetricsConfig {
  const { METRICS_PORT: port, METRICS_TOKEN: token } = environment;
  if (token !== undefined) return { isOn: true, port, access: 'token' };
  if (port !== undefined) return { isOn: true, port, access: 'nobody' };
  return { isOn: isLaptop, port, access: isLaptop ? 'loopback' : 'nobody' };
}

function tracingConfig(environment: Environment): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = environment;
  // An address for traces alone is used as it is (the OpenTelemetry specification, "OTLP exporter").
  const tracesUrl =
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (endpoint && `${endpoint.replace(/\/$/, '')}/v1/traces`);
  if (tracesUrl === undefined || environment.OTEL_SDK_DISABLED) return undefined;
  return {
    tracesUrl,
    serviceName: environment.OTEL_SERVICE_NAME,
    ratio: environment.OTEL_TRACES_SAMPLER_ARG,
  };
}

function mondayConfig(environment: Environment, scopes: readonly string[]): MondayConfig {
  const local = usesLocalPlatform(environment);
  const auth = local ? `http://127.0.0.1:${environment.SANDBOX_PORT}` : MONDAY_AUTH;
  const authorizeUrl = environment.MONDAY_OAUTH_BASE_PATH ?? `${auth}/oauth2/authorize`;
  const isLegacy = isLegacyFlow(environment);
  const tokenUrl =
    environment.MONDAY_OAUTH_TOKEN_PATH ?? `${auth}${isLegacy ? '/oauth2/token' : '/oauth_ms/oauth/token'}`;
  return {
    clientId: environment.MONDAY_OAUTH_CLIENT_ID ?? 'local-app',
    appId: environment.MONDAY_APP_ID === undefined ? undefined : Number(environment.MONDAY_APP_ID),
    uninstallGraceHours: environment.UNINSTALL_GRACE_HOURS,
    flow: isLegacy ? 'legacy' : 'oauth-2.1',
    authorizeUrl,
    tokenUrl,
    revokeUrl: new URL('/oauth_ms/oauth/revoke', tokenUrl).href,
    migrateUrl: new URL('/oauth_ms/oauth/migrate', tokenUrl).href,
    scopes: environment.MONDAY_OAUTH_SCOPES ?? (scopes.join(' ') || undefined),
    apiEndpoint: environment.MONDAY_API_ENDPOINT ?? (local ? `${auth}/v2` : MONDAY_API),
    apiVersion: environment.MONDAY_API_VERSION,
    timeoutMs: OUTGOING_TIMEOUT_MS,
    isLocalPlatform: isLoopback(new URL(authorizeUrl)),
  };
}

/** Configured, or derived from the address of the token endpoint (docs/monday-platform.md#oauth-token-endpoint). */
function isLegacyFlow({ MONDAY_OAUTH_FLOW, MONDAY_OAUTH_TOKEN_PATH }: Environment): boolean {
  if (MONDAY_OAUTH_FLOW !== undefined) return MONDAY_OAUTH_FLOW === 'legacy';
  return (
    MONDAY_OAUTH_TOKEN_PATH !== undefined &&
    new URL(MONDAY_OAUTH_TOKEN_PATH).pathname.endsWith('/oauth2/token')
  );
}

/** Without a configured server, mail goes to the mailbox of the local platform; other profiles require a server. */
function mailConfig(environment: Environment): MailConfig {
  const from = environment.MAIL_FROM ?? 'monday app <app@localhost>';
  const perMinute = environment.MAIL_PER_MINUTE;
  return environment.SMTP_HOST
    ? {
        host: environment.SMTP_HOST,
        port: environment.SMTP_PORT,
        security: environment.SMTP_SECURITY,
        user: environment.SMTP_USER,
        from,
        perMinute,
      }
    : {
        host: '127.0.0.1',
        port: environment.SANDBOX_SMTP_PORT,
        security: 'none',
        user: undefined,
        from,
        perMinute,
      };
}
