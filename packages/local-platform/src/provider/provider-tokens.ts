import { createSecretKey, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { SandboxSettings } from '../state/index.js';

/** Accounts at the stand-in for a third party. */
export const PROVIDER_ACCOUNTS = [
  { id: 'ada', name: 'Ada Lovelace' },
  { id: 'grace', name: 'Grace Hopper' },
] as const;

export type ProviderAccount = (typeof PROVIDER_ACCOUNTS)[number];

type TokenKind = 'code' | 'access' | 'refresh';

const LIFETIME_SECONDS: Readonly<Record<TokenKind, number>> = {
  code: 60,
  access: 3_600,
  refresh: 15_552_000,
};

/** What a token of the stand-in stands for; a code also for the client and redirect URI that requested it. */
export interface ProviderClaims {
  readonly account: string;
  readonly clientId: string;
  readonly redirectUri?: string;
}

/** Codes and tokens of the stand-in. They are signed rather than stored, so that they survive a restart. */
@Injectable()
export class ProviderTokens {
  private readonly jwt: JwtService;

  constructor(settings: SandboxSettings) {
    const key = createSecretKey(Buffer.from(`provider ${settings.app.signingSecret}`));
    this.jwt = new JwtService({ secretOrKeyProvider: () => key });
  }

  sign(kind: TokenKind, claims: ProviderClaims): string {
    const expiresIn = LIFETIME_SECONDS[kind];
    return this.jwt.sign({ ...claims, kind }, { algorithm: 'HS256', expiresIn, jwtid: randomUUID() });
  }

  /** `undefined` if it is of another kind, forged or expired. */
  read(kind: TokenKind, token: unknown): ProviderClaims | undefined {
    try {
      const claims = this.jwt.verify<ProviderClaims & { kind: string }>(String(token), {
        algorithms: ['HS256'],
      });
      return claims.kind === kind ? claims : undefined;
    } catch {
      return undefined;
    }
  }

  /** Of a token endpoint. */
  answer(claims: ProviderClaims): object {
    const { account, clientId } = claims;
    return {
      access_token: this.sign('access', { account, clientId }),
      refresh_token: this.sign('refresh', { account, clientId }),
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS.access,
    };
  }
}
