import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { fieldsOf } from 'monday-persistence/json';
import { type CredentialsFeature } from '../state/index.js';
import { type ProviderTokens } from './connection.js';

const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 64 * 1024;

/** The third party gave no tokens. */
export class TokenRefusedError extends Error {
  override readonly name = 'TokenRefusedError';
}

/** Requests tokens of a third party as an OAuth client of the app (RFC 6749, sections 4.1.3 and 6). */
@Injectable()
export class TokenRequests {
  constructor(private readonly clock: Clock) {}

  /** @throws TokenRefusedError */
  exchange(feature: CredentialsFeature, code: string, redirectUri: string): Promise<ProviderTokens> {
    const { url } = feature.data.authConfig.tokenRequest;
    return this.request(feature, url, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  }

  /** Keeps the refresh token if the third party gives no new one. @throws TokenRefusedError */
  async refresh(feature: CredentialsFeature, refreshToken: string): Promise<ProviderTokens> {
    const { url } = feature.data.authConfig.refreshTokenRequest;
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
    return { refreshToken, ...(await this.request(feature, url, fields)) };
  }

  private async request(
    feature: CredentialsFeature,
    url: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<ProviderTokens> {
    const { clientId, fallbackTokenExpiration } = feature.data.authConfig;
    const client = { client_id: clientId, client_secret: feature.secrets.clientSecret };
    const answer = await this.send(url, new URLSearchParams({ ...fields, ...client }).toString());
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = fieldsOf(answer);
    if (typeof accessToken !== 'string' || accessToken === '') {
      throw new TokenRefusedError(`${feature.name} gave no access token.`);
    }
    const ttl =
      typeof seconds === 'number' && seconds > 0 ? seconds : fallbackTokenExpiration.tokenTtlSeconds;
    const expiresAt = this.clock.now() + ttl * 1_000;
    return { accessToken, expiresAt, ...(typeof refreshToken === 'string' && { refreshToken }) };
  }

  private async send(url: string, body: string): Promise<unknown> {
    try {
      const response = await sendHttpRequest({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body,
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
      });
      return response.isSuccess ? response.json() : undefined;
    } catch {
      return undefined;
    }
  }
}
