import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';

/** Where nothing listens. */
const NOBODY = 'http://127.0.0.1:1';
export const REDIRECT_URI = 'http://localhost:65001/auth/callback';
export const ADMIN = '58120443';
export const OTHER_ACCOUNT_ADMIN = '61944108';

/** A local platform on free ports and in a folder of its own, with the calls that tests make of it. */
export class LocalPlatform {
  private constructor(
    readonly dataDir: string,
    private readonly options: Partial<SandboxOptions>,
    public sandbox: Sandbox,
  ) {}

  static async start(options: Partial<SandboxOptions> = {}): Promise<LocalPlatform> {
    const dataDir = await mkdtemp(join(tmpdir(), 'local-platform-'));
    return new LocalPlatform(dataDir, options, await open(dataDir, options));
  }

  get url(): string {
    return this.sandbox.url;
  }

  async restart(): Promise<void> {
    await this.sandbox.close();
    this.sandbox = await open(this.dataDir, this.options);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
  }

  postJson(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  }

  async accessToken(userId = ADMIN, expiresInSeconds?: number): Promise<string> {
    const reply = await this.postJson('/__sandbox/tokens', { userId, expiresInSeconds });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  /** The client id and secret, as a token request carries them. */
  get client(): { client_id: string; client_secret: string } {
    const { MONDAY_OAUTH_CLIENT_ID: id = '', MONDAY_OAUTH_CLIENT_SECRET: secret = '' } =
      this.sandbox.variables;
    return { client_id: id, client_secret: secret };
  }

  /** An authorization request; a parameter that is `undefined` is left out. */
  authorize(parameters: Record<string, string | undefined> = {}): Promise<Response> {
    return this.fetch(this.authorizePath(parameters));
  }

  authorizePath(parameters: Record<string, string | undefined> = {}): string {
    const all = { client_id: this.client.client_id, redirect_uri: REDIRECT_URI, ...parameters };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/oauth2/authorize?${new URLSearchParams(given).toString()}`;
  }

  /** A code that the admin approved, and the verifier that redeems it. */
  async code(
    parameters: Record<string, string | undefined> = {},
  ): Promise<{ code: string; verifier: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const reply = await this.authorize({
      prompt: 'none',
      login_hint: ADMIN,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    });
    return { code: locationOf(reply).searchParams.get('code') ?? '', verifier };
  }

  token(body: Record<string, unknown>): Promise<Response> {
    return this.postJson('/oauth_ms/oauth/token', { ...this.client, ...body });
  }
}

/** Where a reply redirects to. */
export const locationOf = (reply: Response): URL => new URL(reply.headers.get('location') ?? 'missing:');

const open = (dataDir: string, options: Partial<SandboxOptions>): Promise<Sandbox> =>
  startSandbox({ port: 0, smtpPort: 0, dataDir, appUrl: NOBODY, ...options });
