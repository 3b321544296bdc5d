import { type ObjectStoreName, type QueueDriverName, type StoreDriver } from '../drivers/index.js';
import { type LogLevel, type OAuthFlow, type Profile } from './environment.js';

/** The whole configuration: typed, validated, frozen. It holds no secrets; those are read through `SecretService`. */
export abstract class AppConfig {
  abstract readonly profile: Profile;
  /** `NODE_ENV=production`: no secrets are generated, and weak secrets are refused. */
  abstract readonly production: boolean;
  /** Folder of the local files. */
  abstract readonly dataDir: string;
  abstract readonly http: HttpConfig;
  abstract readonly accounts: AccountsConfig;
  abstract readonly log: LogConfig;
  abstract readonly metrics: MetricsConfig;
  /** `undefined` if nothing is traced. */
  abstract readonly tracing: TracingConfig | undefined;
  abstract readonly persistence: { readonly driver: StoreDriver };
  abstract readonly storage: { readonly driver: StoreDriver; readonly url: string | undefined };
  abstract readonly secureStorage: { readonly driver: StoreDriver };
  abstract readonly objectStorage: { readonly driver: ObjectStoreName };
  abstract readonly queue: { readonly driver: QueueDriverName };
  abstract readonly databaseUrl: string | undefined;
  /** Of monday's Document DB. */
  abstract readonly documentDbUrl: string | undefined;
  abstract readonly redisUrl: string | undefined;
  abstract readonly jwt: JwtConfig;
  abstract readonly monday: MondayConfig;
  abstract readonly mail: MailConfig;
  abstract readonly sandbox: SandboxConfig;
}

export interface HttpConfig {
  /** IP address on which the app listens, or `localhost`. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Without a trailing slash; `undefined` in `local`, if the request's loopback host is used. */
  readonly publicUrl: string | undefined;
  /** Number of trusted proxies. */
  readonly trustProxy: number;
  /** Time for which an idle connection stays open. */
  readonly keepAliveMs: number;
  readonly corsOrigins: readonly string[];
  /** Other origins to which a login may return. */
  readonly returnToOrigins: readonly string[];
  /** Memory for bodies and large replies, in MiB. */
  readonly maxBodyMemoryMb: number;
  readonly throttleAuthPerMinute: number;
  /** Whether `/docs` is served. */
  readonly docs: boolean;
}

/** Limits of one account in a process. */
export interface AccountsConfig {
  /** Maximum number of concurrent requests and of concurrent queue messages. */
  readonly maxConcurrency: number;
  /** Maximum requests per second; 0 for no limit. */
  readonly ratePerSecond: number;
  /** Maximum number of rows and counters; 0 for no limit. */
  readonly maxRows: number;
  /** Maximum bytes of their keys and values, in UTF-8; 0 for no limit. */
  readonly maxBytes: number;
}

export interface LogConfig {
  readonly level: LogLevel;
  readonly format: 'pretty' | 'json' | 'monday';
  /** Whether each request is logged. */
  readonly requests: boolean;
}

export interface MetricsConfig {
  /** Whether metrics are collected. */
  readonly isOn: boolean;
  /** Separate port for `/metrics`; 0 selects a free port. */
  readonly port: number | undefined;
  /** Access on the app's port. */
  readonly access: 'nobody' | 'token' | 'loopback';
}

export interface TracingConfig {
  /** Address of the trace collector (OTLP over HTTP). */
  readonly tracesUrl: string;
  readonly serviceName: string;
  /** Share of the traces started by the app that are recorded, from 0 to 1. */
  readonly ratio: number;
}

export interface JwtConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly accessTtlSeconds: number;
  readonly refreshTtlSeconds: number;
  /** From the login to the last refresh. */
  readonly sessionMaxSeconds: number;
}

export interface MondayConfig {
  readonly clientId: string;
  /** The app's id at monday, if known. */
  readonly appId: number | undefined;
  /** Time between the uninstall and the deletion of an account's data. */
  readonly uninstallGraceHours: number;
  readonly flow: OAuthFlow;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  /** Address that exchanges a token of the legacy flow for tokens of OAuth 2.1. */
  readonly migrateUrl: string;
  /** Separated by spaces; `undefined` requests all scopes of the app. */
  readonly scopes: string | undefined;
  readonly apiEndpoint: string;
  readonly apiVersion: string;
  /** Timeout of an outgoing call, in milliseconds. */
  readonly timeoutMs: number;
  /** True if the app uses the local platform instead of monday. */
  readonly isLocalPlatform: boolean;
}

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly from: string;
  /** Maximum mails of an account per minute; further mails wait in the queue. */
  readonly perMinute: number;
}

export interface SandboxConfig {
  readonly port: number;
  readonly sidecarPort: number;
  readonly smtpPort: number;
  readonly limits: boolean;
}
