import { type QueueDriverName, type StoreDriver } from '../drivers/index.js';
import { type LogLevel, type OAuthFlow, type Profile } from './environment.js';

/** The whole configuration: typed, validated, frozen. It holds no secrets; those are read through `SecretService`. */
export abstract class AppConfig {
  abstract readonly profile: Profile;
  /** `NODE_ENV=production`: nothing is invented, weak secrets are refused. */
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
  abstract readonly queue: { readonly driver: QueueDriverName };
  abstract readonly databaseUrl: string | undefined;
  abstract readonly redisUrl: string | undefined;
  abstract readonly jwt: JwtConfig;
  abstract readonly monday: MondayConfig;
  abstract readonly mail: MailConfig;
  abstract readonly sandbox: SandboxConfig;
}

export interface HttpConfig {
  /** 0 takes a free port. */
  readonly port: number;
  /** Without a trailing slash; `undefined` in `local`, if the request's loopback host is used. */
  readonly publicUrl: string | undefined;
  /** How many proxies in front are believed. */
  readonly trustProxy: number;
  readonly corsOrigins: readonly string[];
  /** Foreign origins to which a login may return. */
  readonly returnToOrigins: readonly string[];
  /** Mebibytes that bodies and large replies may hold together. */
  readonly maxBodyMemoryMb: number;
  readonly throttleAuthPerMinute: number;
  /** Whether `/docs` is served. */
  readonly docs: boolean;
}

/** What one account may use of a process. */
export interface AccountsConfig {
  /** Requests, and messages of the queue, that are worked on at once. */
  readonly maxConcurrency: number;
  /** Requests that begin in a second; 0 for no limit. */
  readonly ratePerSecond: number;
  /** Rows and counters that its storage keeps; 0 for no limit. */
  readonly maxRows: number;
  /** Bytes of their keys and values, in UTF-8; 0 for no limit. */
  readonly maxBytes: number;
}

export interface LogConfig {
  readonly level: LogLevel;
  readonly format: 'pretty' | 'json' | 'monday';
  /** One line for each request. */
  readonly requests: boolean;
}

export interface MetricsConfig {
  /** Whether anything is counted. */
  readonly isOn: boolean;
  /** Port of a listener of its own for `/metrics`; 0 takes a free one. */
  readonly port: number | undefined;
  /** Who is answered on the app's own port. */
  readonly access: 'nobody' | 'token' | 'loopback';
}

export interface TracingConfig {
  /** Where spans are sent to, by OTLP over HTTP. */
  readonly tracesUrl: string;
  readonly serviceName: string;
  /** Share of the traces that begin here, from 0 to 1, that are kept. */
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
  /** The app's number at monday, if it is known. */
  readonly appId: number | undefined;
  /** How long the data of an account stays after it uninstalled the app. */
  readonly uninstallGraceHours: number;
  readonly flow: OAuthFlow;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  /** Turns a token of the legacy flow into tokens of OAuth 2.1. */
  readonly migrateUrl: string;
  /** Space-separated; `undefined` asks for all that the app has. */
  readonly scopes: string | undefined;
  readonly apiEndpoint: string;
  readonly apiVersion: string;
  /** Limit of one outgoing call, in milliseconds. */
  readonly timeoutMs: number;
  /** True if monday is the local platform on this machine. */
  readonly isLocalPlatform: boolean;
}

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly from: string;
  /** Mails that an account may send in a minute; more wait in the queue. */
  readonly perMinute: number;
}

export interface SandboxConfig {
  readonly port: number;
  readonly sidecarPort: number;
  readonly smtpPort: number;
  readonly limits: boolean;
}
