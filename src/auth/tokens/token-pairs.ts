import { Injectable } from '@nestjs/common';
import { JWTService } from './jwt.service.js';
import { RefreshTokens, type IssuedRefreshToken } from './refresh-tokens.js';
import { type AccessTokenSubject } from './access-token.js';

/** An access and a refresh token, in the words of RFC 6749, 5.1. */
export interface TokenPair {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token: string;
}

/** Issues the access token and the refresh token. */
@Injectable()
export class TokenPairs {
  constructor(
    private readonly jwt: JWTService,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /** After a login. */
  async issue(subject: Omit<AccessTokenSubject, 'familyId'>): Promise<TokenPair> {
    return this.pairOf(await this.refreshTokens.issue(subject));
  }

  /** @throws as `RefreshTokens.rotate` does */
  async refresh(refreshToken: string): Promise<TokenPair> {
    return this.pairOf(await this.refreshTokens.rotate(refreshToken));
  }

  private pairOf({ token, subject, issuedAt }: IssuedRefreshToken): TokenPair {
    const access = this.jwt.sign(subject, issuedAt);
    return {
      access_token: access.token,
      token_type: 'Bearer',
      expires_in: access.expiresInSeconds,
      refresh_token: token,
    };
  }
}
