import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { SandboxSettings } from '../state/index.js';

/** What the platform's app is called at Google. */
export const PROJECT_ID = 'local-project';
export const SERVICE_ACCOUNT = `app@${PROJECT_ID}.iam.gserviceaccount.com`;

/** Kinds of token, so that none passes for another. */
export type TokenKind = 'access' | 'identity' | 'signed' | 'vault';

type Claims = Readonly<Record<string, unknown>>;

/**
 * Makes and checks the tokens with which an app on monday code proves itself to the vault (docs/monday-platform.md#secure-storage). They are signed
 * rather than kept, so that the SDK's tokens outlive a reset or a restart of the platform.
 */
@Injectable()
export class GoogleIdentity {
  private readonly jwt = new JwtService();

  constructor(private readonly settings: SandboxSettings) {}

  issue(kind: TokenKind, claims: Claims, expiresIn: number): string {
    return this.jwt.sign({ ...claims, kind }, { secret: this.key, algorithm: 'HS256', expiresIn });
  }

  /** Signs claims that bring their own expiry, as `signJwt` does. */
  sign(claims: Claims): string {
    return this.jwt.sign({ ...claims, kind: 'signed' }, { secret: this.key, algorithm: 'HS256' });
  }

  /** The claims of a token that is good, or `undefined`. */
  read(kind: TokenKind, token: string | undefined): Record<string, unknown> | undefined {
    try {
      const claims = this.jwt.verify<Record<string, unknown>>(token ?? '', {
        secret: this.key,
        algorithms: ['HS256'],
      });
      return claims['kind'] === kind ? claims : undefined;
    } catch {
      return undefined;
    }
  }

  /** The library's types want text; a key object is what makes it fast. */
  private get key(): KeyObject & string {
    return createSecretKey(Buffer.from(`google:${this.settings.app.clientSecret}`)) as KeyObject & string;
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
