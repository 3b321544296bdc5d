import { DEFAULT_SEED, type Seed } from './seed/seed.js';

export type OAuthFlow = 'oauth-2.1' | 'legacy';

/** The one app that the platform knows. */
export interface SandboxApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  readonly queueSecret: string;
  /** The first is that of a login which names none. Those on this machine need no registration. */
  readonly redirectUris: readonly string[];
  /** Scopes the app may ask for; all of them are granted if it asks for none. */
  readonly scopes: readonly string[];
  /** `undefined` serves both flows: a code asked for without a challenge can only be redeemed at the legacy endpoint. */
  readonly flow: OAuthFlow | undefined;
}

export type QueueBody = 'message' | 'content';

export interface SandboxSettingsOptions {
  readonly app: SandboxApp;
  /** Where the app answers, without a trailing slash. */
  readonly appUrl: string;
  /** 0 takes a free port. */
  readonly smtpPort: number;
  readonly sidecarPort: number | undefined;
  /** Whether monday's real rate limits hold. */
  readonly limits: boolean;
  /** Lifetime of an access token of OAuth 2.1. */
  readonly accessTokenSeconds: number;
  /** The variables that the app was configured with, as the sidecar serves them. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the queue posts: the message itself, which is the default, or `{content: <the message>}` (docs/monday-platform.md#queue). */
  readonly queueBody?: QueueBody;
  /** Default: the one built in. */
  readonly seed?: Seed;
  /** Path of an SDL file to serve instead of the schemas of the package. */
  readonly schemaFile?: string;
}

/** What this run of the platform was told, and what it learned while starting (its own address, the ports it got). */
export class SandboxSettings {
  readonly app: SandboxApp;
  /** Whether monday's real limits hold; can change while the platform runs. */
  limits: boolean;
  readonly accessTokenSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly seed: Seed;
  readonly queueBody: QueueBody;
  readonly schemaFile: string | undefined;
  /** The port asked for, then the port that the sidecar got; `undefined` if it is off. */
  sidecarPort: number | undefined;
  /** The port asked for, then the port that the mailbox got. */
  smtpPort: number;
  /** Where the app answers; can change while the platform runs. */
  appUrl: string;
  /** The first pause before a message of the queue is pushed again; each later one is twice as long. */
  queueRetryMs = 500;
  /** Where the platform answers, once it listens. */
  url = '';

  constructor(options: SandboxSettingsOptions) {
    this.app = options.app;
    this.appUrl = options.appUrl;
    this.smtpPort = options.smtpPort;
    this.sidecarPort = options.sidecarPort;
    this.limits = options.limits;
    this.accessTokenSeconds = options.accessTokenSeconds;
    this.variables = options.variables;
    this.seed = options.seed ?? DEFAULT_SEED;
    this.queueBody = options.queueBody ?? 'message';
    this.schemaFile = options.schemaFile;
  }
}
