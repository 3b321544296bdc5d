import { DEFAULT_SEED, type Seed } from './seed/seed.js';

export type OAuthFlow = 'oauth-2.1' | 'legacy';

/** The app registered on the platform. */
export interface SandboxApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  readonly queueSecret: string;
  /** The first is the default for logins that send none. Addresses on this machine need no registration. */
  readonly redirectUris: readonly string[];
  /** Scopes that the app may request. */
  readonly scopes: readonly string[];
  /** `undefined` serves both flows: a code requested without a challenge can be used only at the legacy endpoint. */
  readonly flow: OAuthFlow | undefined;
}

/** Address of monday to which third parties redirect (docs/monday-platform.md#third-party-credentials). */
export const CREDENTIALS_REDIRECT_URI = 'https://apps-credentials.monday.com/authorize/oauth2/redirect-uri';

/** A feature "Credentials" of the app's manifest (docs/monday-platform.md#third-party-credentials). */
export interface CredentialsFeature {
  readonly key: string;
  readonly name: string;
  readonly data: {
    readonly authConfig: {
      readonly clientId: string;
      readonly authorizeRequest: { readonly url: string };
      readonly tokenRequest: { readonly url: string };
      readonly refreshTokenRequest: { readonly url: string };
      readonly scopeConfig: { readonly scopes: string };
      readonly providerUniqueIdentifierRequest: { readonly url: string };
      readonly fallbackTokenExpiration: { readonly tokenTtlSeconds: number };
    };
  };
  readonly secrets: { readonly clientSecret: string };
}

/** Keys of credentials features by the keys of blocks, by blocks such as `action "greet"`. */
export type CredentialsUses = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the app declares about itself when it starts. */
export interface AppDeclaration {
  /** Scopes that a token has if none are requested. */
  readonly scopes: readonly string[];
  /** The app's own secrets, which the sidecar serves in addition to those of the framework. */
  readonly secretNames: readonly string[];
  /** Its OAuth clients at third parties. */
  readonly credentials: readonly CredentialsFeature[];
  readonly credentialsUses: CredentialsUses;
  /** Ids of the plans that its features know; empty if they use none. */
  readonly plans: readonly string[];
  /** As `secretNames`, for variables that are not secrets. */
  readonly variableNames: readonly string[];
}

export type QueueBody = 'message' | 'content';

export interface SandboxSettingsOptions {
  readonly app: SandboxApp;
  /** Where the app answers, without a trailing slash. */
  readonly appUrl: string;
  /** 0 takes a free port. */
  readonly smtpPort: number;
  readonly sidecarPort: number | undefined;
  /** Port of the Document DB; `undefined` starts none. 0 takes a free port. */
  readonly documentDbPort?: number;
  /** Whether monday's real rate limits hold. */
  readonly limits: boolean;
  /** Lifetime of an access token of OAuth 2.1. */
  readonly accessTokenSeconds: number;
  /** The app's variables, as served by the sidecar. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the queue posts: the message itself, which is the default, or `{content: <the message>}` (docs/monday-platform.md#queue). */
  readonly queueBody?: QueueBody;
  /** Default: the built-in seed. */
  readonly seed?: Seed;
  /** Path of an SDL file to serve instead of the schemas of the package. */
  readonly schemaFile?: string;
}

/** Settings of this run, including its own address and ports. */
export class SandboxSettings {
  readonly app: SandboxApp;
  /** Whether monday's real limits hold; can change while the platform runs. */
  limits: boolean;
  readonly accessTokenSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly seed: Seed;
  readonly queueBody: QueueBody;
  readonly schemaFile: string | undefined;
  /** The requested port, later the actual port of the sidecar; `undefined` if it is off. */
  sidecarPort: number | undefined;
  /** The requested port, later the actual port of the Document DB; `undefined` if it is off. */
  documentDbPort: number | undefined;
  /** The connection string of the Document DB, with its password, once it listens. */
  documentDbAddress: string | undefined;
  /** The requested port, later the actual port of the mailbox. */
  smtpPort: number;
  /** Where the app answers; can change while the platform runs. */
  appUrl: string;
  /** The first delay before a queue message is delivered again; each further delay is twice as long. */
  queueRetryMs = 500;
  /** Of an app that has not declared anything: all scopes, and no names of its own. */
  declaration: AppDeclaration;
  /** Where the platform answers, once it listens. */
  url = '';

  constructor(options: SandboxSettingsOptions) {
    this.app = options.app;
    this.declaration = {
      scopes: options.app.scopes,
      secretNames: [],
      variableNames: [],
      plans: [],
      credentials: [],
      credentialsUses: {},
    };
    this.appUrl = options.appUrl;
    this.smtpPort = options.smtpPort;
    this.sidecarPort = options.sidecarPort;
    this.documentDbPort = options.documentDbPort;
    this.limits = options.limits;
    this.accessTokenSeconds = options.accessTokenSeconds;
    this.variables = options.variables;
    this.seed = options.seed ?? DEFAULT_SEED;
    this.queueBody = options.queueBody ?? 'message';
    this.schemaFile = options.schemaFile;
  }
}
