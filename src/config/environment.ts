import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type SecretName } from 'monday-persistence/configuration';
import {
  OBJECT_STORES,
  QUEUES,
  STORES,
  type ObjectStoreName,
  type QueueDriverName,
  type StoreDriver,
} from '../drivers/index.js';
import {
  AreOrigins,
  IsAddress,
  IsDatabaseAddress,
  IsDocumentDbAddress,
  IsHttpAddress,
  IsHttpRoot,
  IsListenAddress,
  IsSender,
} from './address.validators.js';
import { IsKeyRing } from './key-ring.validators.js';
import { FRAMEWORK_NAME } from './framework-name.js';
import { IsDecimal, IsWholeNumber, ToBoolean, ToList } from './variable-forms.js';

export const PROFILES = ['local', 'self-hosted', 'monday-code'] as const;
export type Profile = (typeof PROFILES)[number];

const STORE_DRIVERS = Object.keys(STORES);
const QUEUE_DRIVERS = Object.keys(QUEUES);
const OBJECT_STORE_NAMES = Object.keys(OBJECT_STORES);

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const OAUTH_FLOWS = ['oauth-2.1', 'legacy'] as const;
export type OAuthFlow = (typeof OAUTH_FLOWS)[number];

/**
 * Every variable that the app reads, with its validation rules. An empty variable counts as not set. `VARIABLE_NAMES`
 * lists their names, and `.env.example` describes them. Tests check that the three agree.
 */
export class Environment {
  @IsOptional() @IsString() NODE_ENV?: string;
  @IsOptional() @IsIn(PROFILES) APP_PROFILE?: Profile;
  /** Set by monday code (docs/monday-platform.md#monday-code-variables). */
  @IsOptional() @IsString() K_SERVICE?: string;

  @IsListenAddress() HOST: string = '0.0.0.0';
  @IsWholeNumber(0, 65535) PORT: number = 8080;
  @IsOptional() @IsHttpRoot() PUBLIC_URL?: string;
  @IsOptional() @IsWholeNumber(0, 16) TRUST_PROXY?: number;
  @IsWholeNumber(1, 86_400) KEEP_ALIVE_SECONDS: number = 65;
  @ToList() @AreOrigins() CORS_ORIGINS: string[] = [];
  @ToList() @AreOrigins() RETURN_TO_ORIGINS: string[] = [];
  @IsWholeNumber(16, 65_536) MAX_BODY_MEMORY_MB: number = 64;
  @IsWholeNumber(1, 1_000_000) THROTTLE_AUTH_PER_MINUTE: number = 120;
  @IsWholeNumber(1, 3_650) SESSION_MAX_DAYS: number = 90;
  @IsWholeNumber(1, 10_000) ACCOUNT_MAX_CONCURRENCY: number = 16;
  @IsWholeNumber(0, 1_000_000) ACCOUNT_RATE_PER_SECOND: number = 0;
  @IsOptional() @ToBoolean() @IsBoolean() DOCS?: boolean;
  @IsWholeNumber(0, 1_000_000_000_000) ACCOUNT_MAX_ROWS: number = 0;
  @IsWholeNumber(0, 999_999_999_999_999) ACCOUNT_MAX_BYTES: number = 0;
  @IsString() DATA_DIR: string = 'data';

  @IsOptional() @IsIn(LOG_LEVELS) LOG_LEVEL?: LogLevel;
  @ToBoolean() @IsBoolean() LOG_REQUESTS: boolean = true;

  @IsOptional() @IsWholeNumber(0, 65535) METRICS_PORT?: number;
  @IsOptional() @IsHttpAddress() OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  @IsOptional() @IsHttpAddress() OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string;
  @ToBoolean() @IsBoolean() OTEL_SDK_DISABLED: boolean = false;
  @MaxLength(255) @IsString() OTEL_SERVICE_NAME: string = FRAMEWORK_NAME;
  @IsDecimal(0, 1) OTEL_TRACES_SAMPLER_ARG: number = 1;

  @IsOptional() @IsDatabaseAddress() DATABASE_URL?: string;
  @IsOptional() @IsAddress('redis:', 'rediss:') REDIS_URL?: string;
  /** Set by monday code (docs/monday-platform.md#document-db). */
  @IsOptional() @IsDocumentDbAddress() MNDY_MONGODB_CONNECTION_STRING?: string;
  @IsOptional() @IsIn(STORE_DRIVERS) PERSISTENCE_DRIVER?: StoreDriver;
  @IsOptional() @IsIn(STORE_DRIVERS) STORAGE_DRIVER?: StoreDriver;
  @IsOptional() @IsIn(STORE_DRIVERS) SECURE_STORAGE_DRIVER?: StoreDriver;
  @IsOptional() @IsIn(OBJECT_STORE_NAMES) OBJECT_STORAGE_DRIVER?: ObjectStoreName;
  @IsOptional() @IsIn(QUEUE_DRIVERS) QUEUE_DRIVER?: QueueDriverName;
  @IsOptional() @IsHttpAddress() STORAGE_URL?: string;

  @MaxLength(255) @IsString() JWT_ISSUER: string = FRAMEWORK_NAME;
  @MaxLength(255) @IsString() JWT_AUDIENCE: string = FRAMEWORK_NAME;

  @IsOptional() @IsString() MONDAY_OAUTH_CLIENT_ID?: string;
  @IsOptional() @IsHttpAddress() MONDAY_OAUTH_BASE_PATH?: string;
  @IsOptional() @IsHttpAddress() MONDAY_OAUTH_TOKEN_PATH?: string;
  @IsOptional() @IsIn(OAUTH_FLOWS) MONDAY_OAUTH_FLOW?: OAuthFlow;
  /** Separated by spaces, as the authorize page expects (docs/monday-platform.md#oauth-scopes). Default: all scopes of the app. */
  @IsOptional()
  @Matches(/^[a-z_]+:[a-z_]+( [a-z_]+:[a-z_]+)*$/, { message: 'must be scopes separated by one space' })
  MONDAY_OAUTH_SCOPES?: string;
  @IsOptional() @IsHttpAddress() MONDAY_API_ENDPOINT?: string;
  @Matches(/^\d{4}-(01|04|07|10)$/, { message: 'must be a version such as 2026-10' })
  MONDAY_API_VERSION: string = '2026-10';
  @IsOptional() @Matches(/^[1-9]\d{0,15}$/, { message: 'must be a number' }) MONDAY_APP_ID?: string;
  /** monday requires deletion within ten days (docs/monday-platform.md#requirements-of-the-marketplace). */
  @IsWholeNumber(0, 216) UNINSTALL_GRACE_HOURS: number = 24;

  @IsOptional() @IsString() SMTP_HOST?: string;
  @IsWholeNumber(1, 65535) SMTP_PORT: number = 587;
  @IsIn(['tls', 'starttls', 'none']) SMTP_SECURITY: 'tls' | 'starttls' | 'none' = 'starttls';
  @IsOptional() @IsString() SMTP_USER?: string;
  @IsOptional() @IsSender() MAIL_FROM?: string;
  @IsWholeNumber(1, 1_000_000) MAIL_PER_MINUTE: number = 120;

  @IsWholeNumber(0, 65535) SANDBOX_PORT: number = 8081;
  @IsWholeNumber(0, 65535) SIDECAR_PORT: number = 59999;
  @IsWholeNumber(0, 65535) SANDBOX_SMTP_PORT: number = 8025;
  @ToBoolean() @IsBoolean() SANDBOX_LIMITS: boolean = true;
  @IsOptional() @IsString() SANDBOX_SEED?: string;
  /** Redirect URI of the local platform for logins that send none (docs/monday-platform.md#oauth-authorization-request). */
  @IsOptional() @IsHttpAddress() SANDBOX_REDIRECT_URL?: string;
  /** Sources disagree whether the queue posts the message or `{content: <message>}` (docs/monday-platform.md#queue). */
  @IsIn(['message', 'content']) SANDBOX_QUEUE_BODY: 'message' | 'content' = 'message';

  /** Folder with one secret file for each variable, as Docker and Kubernetes mount them. Default: `/run/secrets` if it exists. */
  @IsOptional() @IsString() SECRETS_DIR?: string;
  /** Name of the two files that monday code mounts; set by monday code (docs/monday-platform.md#secrets-and-environment-variables). */
  @IsOptional() @Matches(/^[\w.-]*\w$/, { message: 'must be a file name' }) SECRET_NAME?: string;
  /** Folder that contains `secrets-v2` and `secrets`, for tests. Default: the root, as on monday code. */
  @IsOptional() @IsString() MONDAY_CODE_MOUNT?: string;

  @IsOptional() @IsString() MONDAY_OAUTH_CLIENT_SECRET?: string;
  @IsOptional() @IsString() MONDAY_SIGNING_SECRET?: string;
  /** `<kid>:<base64url of 32 bytes or more>`, comma-separated. The first key signs, all keys verify. */
  @IsOptional() @IsKeyRing({ min: 32, max: 512 }) JWT_KEYS?: string;
  /** `<kid>:<base64url of 32 bytes>`, comma-separated. The first key encrypts, all keys decrypt. */
  @IsOptional() @IsKeyRing({ min: 32, max: 32 }) ENCRYPTION_KEYS?: string;
  /** Secret of queue deliveries; set by monday code (docs/monday-platform.md#monday-code-variables). */
  @IsOptional() @IsString() MNDY_TOPIC_MESSAGES_SECRET?: string;
  @IsOptional() @IsString() SMTP_PASSWORD?: string;
  /** Bearer token for `/metrics`. */
  @IsOptional() @IsString() METRICS_TOKEN?: string;
  /** Headers for the trace exporter, often an API key: `name=value,name=value`, with percent-encoded values. */
  @IsOptional()
  @Matches(/^[^=,\s]+=[^,]*(, *[^=,\s]+=[^,]*)*$/, { message: 'must be headers such as api-key=value' })
  OTEL_EXPORTER_OTLP_HEADERS?: string;
  /** Generated by the launcher at each start; lets the local console use the `/__dev` routes. */
  @IsOptional() @IsString() DEV_TOKEN?: string;
}

/** Secrets that the app needs to start. */
export const REQUIRED_SECRETS = [
  'MONDAY_OAUTH_CLIENT_SECRET',
  'MONDAY_SIGNING_SECRET',
  'JWT_KEYS',
  'ENCRYPTION_KEYS',
] as const satisfies readonly SecretName[];
