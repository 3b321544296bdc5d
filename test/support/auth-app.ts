import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { createApp } from '../../src/bootstrap.js';
import { AppConfig, loadConfig, localKeys, type Variables } from '../../src/config/index.js';
import { Persistence } from '../../src/persistence/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { LoginBrowser, type Reply } from './login-browser.js';

export interface AuthAppOptions {
  readonly variables?: Variables;
  /** Milliseconds that a call to monday may take. */
  readonly timeoutMs?: number;
  /** Folder of an earlier app, to go on with its data; the caller removes it. */
  readonly dataDir?: string;
}

export interface TokenReply {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly user: { readonly id: string; readonly account: { readonly id: string } };
}

/** Users of the local platform's seed. */
export interface SeededUser {
  readonly id: string;
  readonly role: string;
  readonly account: { readonly id: string; readonly slug: string };
}

/** The whole app on a free port, with a platform of its own. */
export class AuthApp {
  private constructor(
    readonly nest: NestExpressApplication,
    readonly url: string,
    readonly platform: Sandbox,
    readonly dataDir: string,
    private readonly ownsFolder: boolean,
    /** What the app reads its secrets from: a change is seen at once. */
    readonly variables: Record<string, string | undefined>,
  ) {}

  static async start(options: AuthAppOptions = {}): Promise<AuthApp> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'auth-app-'));
    const keys = localKeys(dataDir);
    const platform = await startSandbox({ port: 0, smtpPort: 0, dataDir, variables: keys });
    const variables = {
      ...keys,
      ...platform.variables,
      APP_PROFILE: 'local',
      LOG_LEVEL: 'silent',
      DATA_DIR: dataDir,
      PORT: '0',
      ...options.variables,
    };
    const nest = await startNest(variables, options.timeoutMs);
    await nest.listen(0, '127.0.0.1');
    const { port } = nest.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    return new AuthApp(nest, url, platform, dataDir, options.dataDir === undefined, variables);
  }

  async close(): Promise<void> {
    await this.nest.close();
    await this.platform.close();
    if (this.ownsFolder) rmSync(this.dataDir, { recursive: true, force: true });
  }

  async users(): Promise<readonly SeededUser[]> {
    const response = await fetch(`${this.platform.url}/__sandbox/users`);
    return (await response.json()) as SeededUser[];
  }

  /** The keys of what the app stored under `auth/`, without the record that a state was used. */
  async stored(): Promise<string[]> {
    const entries = await this.nest.get(Persistence).scan({ prefix: 'auth/', limit: 1000 });
    return entries.map(({ key }) => key).filter((key) => !key.startsWith('auth/login/'));
  }

  /** Starts a login in `browser` and lets monday approve it; gives the callback's address, not opened yet. */
  async approve(browser: LoginBrowser, userId: string, query = ''): Promise<string> {
    const login = await browser.open(`${this.url}/auth/login${query}`);
    return this.consent(login, userId);
  }

  /** What the platform answers to a redirect of ours once `userId` approved. */
  async consent(login: Reply, userId: string): Promise<string> {
    const authorize = new URL(login.headers.get('location') ?? '');
    authorize.searchParams.set('prompt', 'none');
    authorize.searchParams.set('login_hint', userId);
    const answer = await fetch(authorize, { redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  }

  async login(userId: string): Promise<TokenReply> {
    const browser = new LoginBrowser();
    const reply = await browser.open(await this.approve(browser, userId));
    return reply.json<TokenReply>();
  }

  get(path: string, token?: string): Promise<Reply> {
    return this.send('GET', path, token);
  }

  send(method: string, path: string, token?: string, body?: unknown): Promise<Reply> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return new LoginBrowser().open(`${this.url}${path}`, { method, headers, body });
  }
}

function startNest(variables: Variables, timeoutMs: number | undefined): Promise<NestExpressApplication> {
  return createApp(variables, {
    logger: false,
    create: async (module, adapter, nestOptions) => {
      const builder = Test.createTestingModule({ imports: [module] });
      if (timeoutMs !== undefined) {
        const config = loadConfig(variables);
        builder.overrideProvider(AppConfig).useValue({ ...config, monday: { ...config.monday, timeoutMs } });
      }
      const compiled = await builder.compile();
      return compiled.createNestApplication<NestExpressApplication>(adapter, nestOptions);
    },
  });
}
