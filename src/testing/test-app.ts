import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Abstract,
  type InjectionToken,
  type LoggerService,
  type ModuleMetadata,
  type Type,
} from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { createApp, type CreateAppOptions } from '../bootstrap.js';
import { AppConfig, type Variables } from '../config/index.js';
import { SecretService } from '../secrets/index.js';
import { HttpClient } from './http-client.js';
import { MondayRequests, type AppSecrets } from './monday-requests.js';
import { type PlatformUser } from './platform-user.js';
import { TestPlatform } from './test-platform.js';
import { testVariables } from './test-variables.js';

const LOOPBACK = '127.0.0.1';

/** What a module may import. */
type ImportedModule = NonNullable<ModuleMetadata['imports']>[number];

/** A provider to put in place of the app's own. */
export interface Override {
  readonly token: InjectionToken;
  readonly value: unknown;
}

export interface TestAppOptions {
  /** Modules beside the app's own, such as the one under test. */
  readonly imports?: readonly ImportedModule[];
  /** Over the variables of the test, such as `{ STORAGE_DRIVER: 'postgres', DATABASE_URL }`. */
  readonly variables?: Variables;
  readonly overrides?: readonly Override[];
  /** Default: silent. */
  readonly logger?: LoggerService;
}

/** A user who is logged in. */
export interface Login {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: PlatformUser;
  /** Calls the app as this user, by access token. */
  readonly http: HttpClient;
}

/** What the callback answers. */
interface TokenReply {
  readonly access_token: string;
  readonly refresh_token: string;
}

/**
 * The whole app and a local platform of its own, in this process: free ports, a folder of its own, real HTTP.
 *
 * ```ts
 * const app = await TestApp.start();
 * const { http } = await app.login();
 * await http.put('/storage/greeting', { value: 'hello' });
 * await app.close();
 * ```
 */
export class TestApp {
  private app!: NestExpressApplication;
  private port = 0;

  private constructor(
    private readonly options: TestAppOptions,
    /** The folder of everything that the app and the platform keep. */
    readonly dataDir: string,
    /** The local platform that stands in for monday. */
    readonly platform: TestPlatform,
  ) {}

  static async start(options: TestAppOptions = {}): Promise<TestApp> {
    const dataDir = await mkdtemp(join(tmpdir(), 'test-app-'));
    const variables = testVariables(dataDir, {}, options.variables ?? {});
    const platform = await TestPlatform.start({ variables, dataDir });
    const testApp = new TestApp(options, dataDir, platform);
    try {
      await testApp.open();
    } catch (error) {
      await testApp.clear();
      throw error;
    }
    return testApp;
  }

  /** Where the app answers, without a trailing slash. */
  get url(): string {
    return `http://${LOOPBACK}:${this.port}`;
  }

  /** Builds requests as monday signs them for this app. */
  get monday(): MondayRequests {
    return new MondayRequests(() => this.secrets());
  }

  /** A provider of the app. */
  get<T>(token: Type<T> | Abstract<T> | string | symbol): T {
    return this.app.get<T>(token, { strict: false });
  }

  /** A new browser, or a client that sends an access token. */
  http(accessToken?: string): HttpClient {
    return new HttpClient(() => this.url, accessToken ? { authorization: `Bearer ${accessToken}` } : {});
  }

  /** The users that the platform knows. */
  users(): Promise<PlatformUser[]> {
    return this.platform.users();
  }

  /**
   * Logs in with monday over HTTP, redirect by redirect.
   * @param userId default: the first user of the platform
   */
  async login(userId?: string): Promise<Login> {
    const users = await this.users();
    const user = users.find(({ id }) => id === (userId ?? users[0]?.id));
    if (!user) throw new Error(`The platform has no user ${userId ?? 'at all'}.`);
    const browser = this.http();
    const callback = await this.approve(browser, user.id);
    const reply = await browser.get(callback);
    if (reply.status !== 200) throw new Error(`The login ended with ${reply.status}: ${reply.text}`);
    const { access_token: accessToken, refresh_token: refreshToken } = reply.json<TokenReply>();
    return { accessToken, refreshToken, user, http: this.http(accessToken) };
  }

  /**
   * Goes through a login up to the moment at which the platform sends the browser back.
   * @returns the address of the callback, with its code and state
   */
  async approve(
    browser: HttpClient,
    userId: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const begun = await browser.get('/auth/login', { query });
    if (begun.location === undefined) throw new Error(`The login answered ${begun.status}, not a redirect.`);
    return this.platform.consent(begun.location, userId);
  }

  /** Stops the app and starts it again on its files, at the same address. The platform goes on. */
  async restart(): Promise<void> {
    await this.app.close();
    await this.open();
  }

  /** Stops everything and removes the folder. */
  async close(): Promise<void> {
    await this.app.close();
    await this.clear();
  }

  private async open(): Promise<void> {
    const { variables = {}, overrides = [], imports, logger } = this.options;
    this.app = await createApp(testVariables(this.dataDir, this.platform.variables, variables), {
      logger: logger ?? false,
      ...(imports && { imports }),
      ...(overrides.length > 0 && { create: creatorWith(overrides) }),
    });
    await this.app.listen(this.port, LOOPBACK);
    this.port = (this.app.getHttpServer().address() as AddressInfo).port;
    this.platform.useApp(this.url);
  }

  private async clear(): Promise<void> {
    await this.platform.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private secrets(): AppSecrets {
    const secrets = this.get(SecretService);
    const config = this.get(AppConfig);
    return {
      url: config.http.publicUrl ?? this.url,
      clientId: config.monday.clientId,
      clientSecret: secrets.require('MONDAY_OAUTH_CLIENT_SECRET'),
      signingSecret: secrets.require('MONDAY_SIGNING_SECRET'),
    };
  }
}

/** `@nestjs/testing` is loaded only here, so that an app without overrides does not need it. */
function creatorWith(overrides: readonly Override[]): CreateAppOptions['create'] {
  return async (module, adapter, options) => {
    const { Test } = await import('@nestjs/testing');
    const builder = Test.createTestingModule({ imports: [module] });
    for (const { token, value } of overrides) builder.overrideProvider(token).useValue(value);
    return (await builder.compile()).createNestApplication<NestExpressApplication>(adapter, options);
  };
}
