import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Abstract, type Type } from '@nestjs/common';
import { type Variables } from '../config/index.js';
import { appDeclarationOf } from '../dev/index.js';
import { AppFeatures } from '../feature/index.js';
import { chosenObserver } from './app-observer.js';
import { chosenTarget, OnlyInProcessError, type AppEnvironment, type AppUnderTest } from './app-target.js';
import { HttpClient } from './http.client.js';
import { InProcessApp, type InProcessOptions } from './in-process-app.js';
import { MondayRequests, type AppSecrets } from './monday-requests.js';
import { type PlatformUser } from './platform-user.js';
import { TestPlatform } from './test-platform.js';
import { testVariables } from './test-variables.js';

/** All options except `variables` require that the app runs in this process. */
export interface TestAppOptions extends InProcessOptions {
  /** Overrides variables, such as `{ STORAGE_DRIVER: 'postgres', DATABASE_URL }`. */
  readonly variables?: Variables;
  /** The owner's module (`AppModule` of `src/app`). An app in a separate process already contains it. */
  readonly app?: Type<object>;
  /** A data folder; app and platform start with a copy of it, for example one of an earlier version. */
  readonly startFrom?: string;
}

/** A user who is logged in. */
export interface Login {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: PlatformUser;
  /** Calls the app as this user, by access token. */
  readonly http: HttpClient;
}

/** The reply of the callback. */
interface TokenReply {
  readonly access_token: string;
  readonly refresh_token: string;
}

/**
 * The whole app and a local platform, with free ports, a temporary folder and real HTTP. Both are in this process,
 * unless the set-up of the tests has selected another target for the app (`useAppTarget`).
 *
 * ```ts
 * const app = await TestApp.start();
 * const { http } = await app.login();
 * await http.put('/storage/greeting', { value: 'hello' });
 * await app.close();
 * ```
 */
export class TestApp {
  private constructor(
    /** The data folder of the app and the platform. */
    readonly dataDir: string,
    /** The local platform that stands in for monday. */
    readonly platform: TestPlatform,
    private readonly app: AppUnderTest,
  ) {}

  static async start(options: TestAppOptions = {}): Promise<TestApp> {
    const { variables: given = {}, startFrom, app: owner, ...asked } = options;
    const inProcess =
      owner && !chosenTarget() ? { ...asked, imports: [owner, ...(asked.imports ?? [])] } : asked;
    const dataDir = await mkdtemp(join(tmpdir(), 'test-app-'));
    if (startFrom !== undefined) await cp(startFrom, dataDir, { recursive: true });
    const variables = testVariables(dataDir, {}, given);
    const platform = await TestPlatform.start({ variables, ...chosenTarget()?.platform, dataDir });
    try {
      const app = await createApp({ dataDir, platform, given }, inProcess);
      const testApp = new TestApp(dataDir, platform, app);
      await testApp.open();
      if (app instanceof InProcessApp)
        await platform.useDeclaration(appDeclarationOf(testApp.get(AppFeatures), app.variables()));
      return testApp;
    } catch (error) {
      await clear(dataDir, platform);
      throw error;
    }
  }

  /** The address of the app, without a trailing slash. */
  get url(): string {
    return this.app.url;
  }

  /** Builds requests as monday signs them for this app. */
  get monday(): MondayRequests {
    return new MondayRequests(() => this.secrets());
  }

  /**
   * A provider of the app.
   * @throws OnlyInProcessError if the app does not run in this process
   */
  get<T>(token: Type<T> | Abstract<T> | string | symbol): T {
    if (this.app instanceof InProcessApp) return this.app.app.get<T>(token, { strict: false });
    throw new OnlyInProcessError('get', chosenTarget()?.name ?? '');
  }

  /** A new browser, or a client that sends an access token. */
  http(accessToken?: string): HttpClient {
    return new HttpClient(() => this.url, accessToken ? { authorization: `Bearer ${accessToken}` } : {});
  }

  /** The users of the platform. */
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
   * Runs a login until the platform redirects to the callback.
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

  /** Restarts the app with its files, at the same address. The platform keeps running. */
  async restart(): Promise<void> {
    await this.app.stop();
    await this.open();
  }

  /** Stops everything and removes the folder. */
  async close(): Promise<void> {
    await this.app.stop();
    await clear(this.dataDir, this.platform, this.app);
    chosenObserver()?.closed();
  }

  private async open(): Promise<void> {
    try {
      await this.app.start();
    } catch (error) {
      await this.app.remove?.();
      throw error;
    }
    this.platform.useApp(this.url);
  }

  private secrets(): AppSecrets {
    const variables = this.app.variables();
    return {
      url: variables.PUBLIC_URL === undefined ? this.url : new URL(variables.PUBLIC_URL).origin,
      clientId: variables.MONDAY_OAUTH_CLIENT_ID ?? '',
      clientSecret: variables.MONDAY_OAUTH_CLIENT_SECRET ?? '',
      signingSecret: variables.MONDAY_SIGNING_SECRET ?? '',
    };
  }
}

/** @throws OnlyInProcessError if the selected target does not support an option */
async function createApp(environment: AppEnvironment, options: InProcessOptions): Promise<AppUnderTest> {
  const target = chosenTarget();
  if (target === undefined) return new InProcessApp(environment, options);
  const [asked] = Object.keys(options);
  if (asked !== undefined) throw new OnlyInProcessError(asked, target.name);
  return target.create(environment);
}

async function clear(dataDir: string, platform: TestPlatform, app?: AppUnderTest): Promise<void> {
  await app?.remove?.();
  await platform.close();
  await rm(dataDir, { recursive: true, force: true });
}
