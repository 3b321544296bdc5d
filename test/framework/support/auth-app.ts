import { type Abstract, type Type } from '@nestjs/common';
import { type Sandbox } from 'monday-local-platform';
import { VARIABLES, type Variables } from '../../../src/config/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { TestApp, type PlatformUser } from '../../../src/testing/index.js';
import { LoginBrowser, type Reply } from './login-browser.js';

export interface TokenReply {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly user: { readonly id: string; readonly account: { readonly id: string } };
}

/** A test app with what only the tests of the login need: what is stored, and each step of a login alone. */
export class AuthApp {
  private constructor(readonly app: TestApp) {}

  static async start(variables: Variables = {}, imports: readonly Type<object>[] = []): Promise<AuthApp> {
    return new AuthApp(await TestApp.start({ variables, imports }));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  get url(): string {
    return this.app.url;
  }

  get platform(): Sandbox {
    return this.app.platform;
  }

  /** What the app reads its secrets from: a change is seen at once, as when a file of secrets changes. */
  get variables(): Record<string, string> {
    return this.app.get<Record<string, string>>(VARIABLES);
  }

  get<T>(token: Type<T> | Abstract<T>): T {
    return this.app.get<T>(token);
  }

  users(): Promise<readonly PlatformUser[]> {
    return this.app.users();
  }

  /** The keys of what the app stored under `auth/`, without the record that a state was used. */
  async stored(): Promise<string[]> {
    const entries = await this.get(Persistence).scan({ prefix: 'auth/', limit: 1000 });
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

  send(method: string, path: string, token?: string, body?: unknown): Promise<Reply> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return new LoginBrowser().open(`${this.url}${path}`, { method, headers, body });
  }

  open(path: string, token?: string): Promise<Reply> {
    return this.send('GET', path, token);
  }
}
