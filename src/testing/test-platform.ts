import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from 'monday-local-platform';
import { type AppDeclaration } from '../dev/index.js';
import { HttpClient } from './http.client.js';
import { type PlatformUser } from './platform-user.js';

export type TestPlatformOptions = Partial<SandboxOptions>;

/** An address at which no server listens. */
const NOBODY = 'http://127.0.0.1:1';

/** The local platform in this process, with free ports and a temporary data folder. */
export class TestPlatform {
  /** Calls the platform as a client of monday does, and its control API under `/__sandbox`. */
  readonly http = new HttpClient(() => this.url);

  private declaration: AppDeclaration | undefined;

  private constructor(
    private readonly options: TestPlatformOptions,
    /** The data folder of the platform. */
    readonly dataDir: string,
    private sandbox: Sandbox,
    private readonly ownsFolder: boolean,
  ) {}

  /** @param options a given `dataDir` is not removed */
  static async start(options: TestPlatformOptions = {}): Promise<TestPlatform> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'test-platform-')));
    const sandbox = await open(dataDir, options);
    return new TestPlatform(options, dataDir, sandbox, options.dataDir === undefined);
  }

  /** Without a trailing slash. */
  get url(): string {
    return this.sandbox.url;
  }

  /** The variables that point an app at this platform. */
  get variables(): Readonly<Record<string, string>> {
    return this.sandbox.variables;
  }

  get smtpPort(): number {
    return this.sandbox.smtpPort;
  }

  /** `undefined` if the sidecar is off. */
  get sidecarPort(): number | undefined {
    return this.sandbox.sidecarPort;
  }

  /** The users of the platform. */
  async users(): Promise<PlatformUser[]> {
    return (await this.http.get('/__sandbox/users')).json<PlatformUser[]>();
  }

  /**
   * An access token of monday, as if the user had approved the app.
   * @param userId default: the first user
   * @param scopes default: those that the app declares
   */
  async accessToken(userId?: string, expiresInSeconds?: number, scopes?: readonly string[]): Promise<string> {
    const user = userId ?? (await this.users())[0]?.id;
    const reply = await this.http.post('/__sandbox/tokens', { userId: user, expiresInSeconds, scopes });
    return reply.json<{ access_token: string }>().access_token;
  }

  /**
   * Approves the consent page as this user.
   * @param page its address, to which a login of the app redirects
   * @returns the address to which the browser is sent back, with its code and state
   */
  async consent(page: string, userId: string): Promise<string> {
    const reply = await this.http.get(page, { query: { prompt: 'none', login_hint: userId } });
    if (reply.location === undefined)
      throw new Error(`The platform answered ${reply.status}, not a redirect.`);
    return reply.location;
  }

  /** Sets the address of the app in the platform. */
  useApp(url: string): void {
    this.sandbox.useApp(url);
  }

  /** The tokens of the platform then have the scopes of this app, and the sidecar serves its own variables. */
  async useDeclaration(declaration: AppDeclaration): Promise<void> {
    const { status, text } = await this.http.put('/__sandbox/declaration', declaration);
    if (status !== 204) throw new Error(`The platform refused the declaration with ${status}: ${text}`);
    this.declaration = declaration;
  }

  /** Restarts the platform with the same data, at another address. */
  async restart(): Promise<void> {
    await this.sandbox.close();
    this.sandbox = await open(this.dataDir, this.options);
    if (this.declaration) await this.useDeclaration(this.declaration);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    if (this.ownsFolder) await rm(this.dataDir, { recursive: true, force: true });
  }
}

const open = (dataDir: string, options: TestPlatformOptions): Promise<Sandbox> =>
  startSandbox({
    port: 0,
    smtpPort: 0,
    appUrl: options.variables?.PUBLIC_URL ?? NOBODY,
    ...options,
    dataDir,
  });
