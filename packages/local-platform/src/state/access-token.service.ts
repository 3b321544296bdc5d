import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Persistence } from 'monday-persistence';
import { type Grant } from './access-token.js';
import { SandboxSettings } from './sandbox-settings.js';

const KEY = 'oauth/signing-key';
const grantKey = (id: string): string => `oauth/grants/${id}`;

/** Signs and verifies the platform's access tokens, and stores their grants. */
@Injectable()
export class AccessTokenService {
  private jwt: Promise<JwtService> | undefined;

  constructor(
    private readonly persistence: Persistence,
    private readonly settings: SandboxSettings,
  ) {}

  async createGrant(grant: Omit<Grant, 'id'>): Promise<Grant> {
    const saved: Grant = { ...grant, id: randomUUID() };
    await this.persistence.upsert(grantKey(saved.id), JSON.stringify(saved));
    return saved;
  }

  async findGrant(id: string): Promise<Grant | undefined> {
    const entry = await this.persistence.get(grantKey(id));
    return entry && (JSON.parse(entry.value) as Grant);
  }

  /** Ends every token of the grant. */
  async revokeGrant(id: string): Promise<void> {
    await this.persistence.delete(grantKey(id));
  }

  /**
   * A JWT, as at monday; apps may rely only on `exp` (docs/monday-platform.md#access-tokens).
   * @param accountId of the grant's user
   */
  async sign(
    grant: Grant,
    accountId: string,
    expiresInSeconds = this.settings.accessTokenSeconds,
  ): Promise<string> {
    const claims = { tid: grant.id, uid: Number(grant.userId), actid: Number(accountId), jti: randomUUID() };
    const jwt = await this.signer();
    return jwt.signAsync(claims, {
      algorithm: 'HS256',
      ...(grant.legacy ? {} : { expiresIn: expiresInSeconds }),
    });
  }

  /** The grant of a valid token. */
  async grantOf(token: string): Promise<Grant | undefined> {
    const id = await this.grantIdOf(token);
    return id === undefined ? undefined : this.findGrant(id);
  }

  /** The grant of a genuine token, even if it was revoked; `undefined` for a foreign or expired token. */
  async grantIdOf(token: string): Promise<string | undefined> {
    const jwt = await this.signer();
    try {
      const claims = await jwt.verifyAsync<{ tid?: unknown }>(token, { algorithms: ['HS256'] });
      return typeof claims.tid === 'string' ? claims.tid : undefined;
    } catch {
      return undefined;
    }
  }

  /** Discards the key after the one in the file was removed or replaced; the next token reads or creates it. */
  forgetKey(): void {
    this.jwt = undefined;
  }

  private signer(): Promise<JwtService> {
    this.jwt ??= this.loadSigner().catch((error: unknown) => {
      this.jwt = undefined;
      throw error;
    });
    return this.jwt;
  }

  /** The key is stored, so that tokens survive a restart. If two processes start with an empty file, the first wins. */
  private async loadSigner(): Promise<JwtService> {
    let kept = randomBytes(32).toString('base64');
    await this.persistence.update(KEY, (entry) => {
      if (!entry) return { value: kept };
      kept = entry.value;
      return undefined;
    });
    const key = createSecretKey(Buffer.from(kept, 'base64'));
    return new JwtService({ secretOrKeyProvider: () => key });
  }
}
