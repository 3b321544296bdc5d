import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { SandboxSettings } from '../state/index.js';

/** Name of the platform's app at Google. */
export const PROJECT_ID = 'local-project';
export const SERVICE_ACCOUNT = `app@${PROJECT_ID}.iam.gserviceaccount.com`;

/** Kinds of tokens, which are not interchangeable. */
export type TokenKind = 'access' | 'identity' | 'signed' | 'vault';

type Claims = Readonly<Record<string, unknown>>;

/**
 * Creates and verifies the tokens with which an app on monday code authenticates to the vault
 * (docs/monday-platform.md#secure-storage). They are signed instead of stored, so that the SDK's tokens survive a reset
 * or a restart of the platform.
 */
@Injectable()
export class GoogleIdentity {
  private readonly jwt = new JwtService();

  constructor(private readonly settings: SandboxSettings) {}

  issue(kind: TokenKind, claims: Claims, expiresIn: number): string {
    return this.jwt.sign({ ...claims, kind }, { secret: this.key, algorithm: 'HS256', expiresIn });
  }

  /** Signs claims that contain their expiry, like `signJwt`. */
  sign(claims: Claims): string {
    return this.jwt.sign({ ...claims, kind: 'signed' }, { secret: this.key, algorithm: 'HS256' });
  }

  /** The claims of a valid token, or `undefined`. */
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

  /** The library's types require text, but a key object is faster. */
  private get key(): KeyObject & string {
    return createSecretKey(Buffer.from(`google:${this.settings.app.clientSecret}`)) as KeyObject & string;
  }
}
