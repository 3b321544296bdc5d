import { Injectable } from '@nestjs/common';
import { sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
import { AppConfig } from '../../config/index.js';
import { failedRequest, failedResponse } from '../../errors/index.js';
import { SecretService } from '../../secrets/index.js';
import { OutgoingCalls } from '../../telemetry/index.js';
import { readJsonObject } from './read-json-object.js';
import { type TokenSet } from './token-set.js';
import { GrantRefusedError, MondayOAuthError, UserRefusedError } from './token-endpoint.errors.js';

const MAX_RESPONSE_BYTES = 64 * 1024;
/** A token is sent in headers, so it must be visible ASCII of limited length. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;

/** Parameters of the code exchange. */
export interface CodeExchange {
  readonly code: string;
  /** Absent in the legacy flow. */
  readonly verifier?: string;
  readonly redirectUri: string;
}

/**
 * monday's token and revocation endpoints, for both flows (docs/monday-platform.md#oauth-token-endpoint,
 * docs/monday-platform.md#refresh-and-revocation). Each call has a timeout and a size limit, and follows no redirects.
 * Calls are never retried, because codes and refresh tokens can be used only once.
 */
@Injectable()
export class TokenEndpoint {
  constructor(
    private readonly config: AppConfig,
    private readonly secrets: SecretService,
    private readonly calls: OutgoingCalls,
  ) {}

  /** @throws GrantRefusedError | MondayOAuthError */
  async exchange({ code, verifier, redirectUri }: CodeExchange): Promise<TokenSet> {
    const fields = { ...this.client(), code, redirect_uri: redirectUri };
    const isLegacy = this.config.monday.flow === 'legacy';
    return this.requestTokens(
      isLegacy ? fields : { grant_type: 'authorization_code', ...fields, code_verifier: verifier },
    );
  }

  /** @throws GrantRefusedError | MondayOAuthError */
  async refresh(refreshToken: string): Promise<TokenSet> {
    return this.requestTokens({
      grant_type: 'refresh_token',
      ...this.client(),
      refresh_token: refreshToken,
    });
  }

  /**
   * Exchanges a token of the legacy flow for tokens of OAuth 2.1. A repeated request returns the same grant
   * (docs/monday-platform.md#refresh-and-revocation).
   * @throws GrantRefusedError | MondayOAuthError
   */
  async migrate(legacyToken: string): Promise<TokenSet> {
    return tokensOf(
      await this.post(this.config.monday.migrateUrl, { ...this.client(), api_token: legacyToken }),
    );
  }

  /** Revokes a token at monday. An invalid token counts as revoked. @throws MondayOAuthError */
  async revoke(token: string, kind: 'access_token' | 'refresh_token'): Promise<void> {
    const { revokeUrl } = this.config.monday;
    try {
      await this.post(revokeUrl, { ...this.client(), token, token_type_hint: kind });
    } catch (error) {
      if (!(error instanceof GrantRefusedError)) throw error;
    }
  }

  private async requestTokens(fields: Record<string, string | undefined>): Promise<TokenSet> {
    return tokensOf(await this.post(this.config.monday.tokenUrl, fields));
  }

  private client(): { client_id: string; client_secret: string } {
    return {
      client_id: this.config.monday.clientId,
      client_secret: this.secrets.require('MONDAY_OAUTH_CLIENT_SECRET'),
    };
  }

  private post(url: string, fields: Record<string, string | undefined>): Promise<Record<string, unknown>> {
    return this.calls.run('oauth', () => this.attempt(url, fields));
  }

  private async attempt(
    url: string,
    fields: Record<string, string | undefined>,
  ): Promise<Record<string, unknown>> {
    try {
      const response = await sendHttpRequest({
        method: 'POST',
        url,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(fields),
        timeoutMs: this.config.monday.timeoutMs,
        maxResponseBytes: MAX_RESPONSE_BYTES,
      });
      return readAnswer(response);
    } catch (error) {
      throw failureOf(error);
    }
  }
}

function readAnswer(response: HttpResponse): Record<string, unknown> {
  if (response.isSuccess) return readJsonObject(response);
  if (!isClientError(response)) throw refusalOf(response);
  const { error } = readJsonObject(response);
  if (error === 'invalid_grant' || error === 'invalid_token') throw new GrantRefusedError();
  throw error === 'access_denied' ? new UserRefusedError() : refusalOf(response);
}

const isClientError = ({ status }: HttpResponse): boolean => status >= 400 && status < 500 && status !== 429;

/** Do not retry soon after a 500: the code or the refresh token may already be used. */
function refusalOf(response: HttpResponse): MondayOAuthError {
  const { failure, ...facts } = failedResponse(response);
  return new MondayOAuthError(response.status === 500 ? 'failed' : failure, facts);
}

function failureOf(error: unknown): Error {
  if (error instanceof GrantRefusedError || error instanceof MondayOAuthError) return error;
  const { failure, ...facts } = failedRequest(error);
  return new MondayOAuthError(failure, facts);
}

/** Scopes of both flows. The legacy page says that they are separated by commas, but its sample uses spaces. */
function tokensOf(body: Record<string, unknown>): TokenSet {
  const { access_token, refresh_token, scope } = body;
  if (!isToken(access_token) || (refresh_token !== undefined && !isToken(refresh_token))) {
    throw new MondayOAuthError('failed', { cause: new Error('The reply does not contain a usable token.') });
  }
  const scopes = typeof scope === 'string' ? scope.split(/[\s,]+/).filter((name) => name !== '') : [];
  return {
    accessToken: access_token,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    scopes: scopes.slice(0, 100),
  };
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}
