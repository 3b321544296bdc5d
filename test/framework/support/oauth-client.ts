import { createHash, randomBytes } from 'node:crypto';
import { type HttpReply, type TestPlatform } from '../../../src/testing/index.js';

export const REDIRECT_URI = 'http://localhost:65001/auth/callback';
/** Of the platform's seed, each of an account of its own. */
export const ADMIN = '58120443';
export const OTHER_ACCOUNT_ADMIN = '61944108';

type Parameters = Readonly<Record<string, string | undefined>>;

/** An app's half of the login, step by step, as no app would take them. */
export class OAuthClient {
  constructor(private readonly platform: TestPlatform) {}

  /** The client id and secret, as a token request carries them. */
  get credentials(): { client_id: string; client_secret: string } {
    const { MONDAY_OAUTH_CLIENT_ID: id = '', MONDAY_OAUTH_CLIENT_SECRET: secret = '' } =
      this.platform.variables;
    return { client_id: id, client_secret: secret };
  }

  /** An authorization request; a parameter that is `undefined` is left out. */
  authorize(parameters: Parameters = {}): Promise<HttpReply> {
    return this.platform.http.get(this.authorizePath(parameters));
  }

  authorizePath(parameters: Parameters = {}): string {
    const all = { client_id: this.credentials.client_id, redirect_uri: REDIRECT_URI, ...parameters };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/oauth2/authorize?${new URLSearchParams(given).toString()}`;
  }

  /** A code that the admin approved, and the verifier that redeems it. */
  async code(parameters: Parameters = {}): Promise<{ code: string; verifier: string }> {
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

  token(body: Record<string, unknown>): Promise<HttpReply> {
    return this.platform.http.post('/oauth_ms/oauth/token', { ...this.credentials, ...body });
  }
}

/** Where a reply redirects to. */
export const locationOf = (reply: HttpReply): URL => new URL(reply.location ?? 'missing:');
